"""The commands of `nianbao`, each a function from its arguments and the settings to an exit code."""
