"""The ground floor: what the network is, where it is kept, what can be measured, how it leaves."""
