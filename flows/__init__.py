"""When things are done: order, retries, schedule, command line. No SQL, no arithmetic, no thresholds."""
