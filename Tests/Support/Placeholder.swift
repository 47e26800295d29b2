// Placeholder of the support module.
