"""The chance that a relationship goes on, how much of it, and what it may still bring: with its intervals.

Each file is one idea: `btyd` and its kin are the models of buying "till you die", `timeline` holds
the events of a network, `features` turns them into numbers, `logistic` weighs these, `counts` says
how often, `blend` puts them together, `backtest` says how wrong they have been.
"""
