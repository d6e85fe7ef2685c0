"""解读回应: papers explained, in time and linked both ways."""
