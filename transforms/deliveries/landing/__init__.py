"""A delivery as typed rows, refused rows and an account of both."""
