"""Training of the models; needs extras that no hook installs."""
