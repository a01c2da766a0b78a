"""The report on the match of majors and industries, and the forecast of demand."""
