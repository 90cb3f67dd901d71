#!/bin/bash
# Runs when the image is built, as root, before the environments are made: install what is not a Python package here.
# It stops at the first command that fails.
# apt-get install -y --no-install-recommends dcm2niix
