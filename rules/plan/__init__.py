"""方案与整改: what the yearly plan asks for and how faults were put right."""
