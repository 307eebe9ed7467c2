"""The ground floor of innonet: what the network is, where it is kept, what can be measured, how it leaves."""
