"""What the service keeps beside the reports: who may do what, what was asked, and what users said of the answers."""
