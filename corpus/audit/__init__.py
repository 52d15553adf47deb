"""What is wrong, doubtful or unusual in reports: findings with both sides and their places, for staff to send back."""
