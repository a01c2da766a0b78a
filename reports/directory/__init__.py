"""The lists of the site: schools, majors, districts and industries, each with its page."""
