"""Questions with known answers -> figures and a report."""
