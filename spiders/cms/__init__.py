"""CMS families: one module each, holding defaults only. A portal's profile overrides selectors, never code."""
