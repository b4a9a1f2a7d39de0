"""The parts of the `html` report: what is counted, what is kept to be shown, the pictures, the page."""
