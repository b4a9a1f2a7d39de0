"""newslint inside other tools, a module each. Their libraries are optional: nothing else imports from here."""
