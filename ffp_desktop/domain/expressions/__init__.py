"""XLSForm expressions, evaluated by elementpath."""
