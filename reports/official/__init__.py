"""Official papers (公文): what one says, and how it is laid out by GB/T 9704 as a Word file or a page."""
