"""What each report says: measures of a network, put into words, tables and charts, every figure with its evidence."""
