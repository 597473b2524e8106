<?php // Version: 0.0.0
