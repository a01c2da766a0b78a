"""How numbers are made: pure Python, without Prefect, clock or environment."""
