### One matter of many, open letters, improvement: why something is not possible now.
refused-proposal_is_elsewhere = This proposal has moved on. Please look at it again.
