# Bateman from R, through the command and its JSON: no package is compiled, jsonlite is all that is needed.
#
#   Rscript Bindings/R/bateman.R        runs the examples below in a clone
#
# The command is looked for in the environment variable BATEMAN, then in PATH.

bateman <- function(..., json = TRUE) {
  command <- Sys.getenv("BATEMAN", "bateman")
  arguments <- c(..., if (json) "--json")
  output <- suppressWarnings(system2(command, shQuote(arguments), stdout = TRUE, stderr = FALSE))
  status <- attr(output, "status")
  answer <- if (json) jsonlite::fromJSON(paste(output, collapse = "\n")) else output
  # 1 is a result that must not be trusted, such as a fit that did not converge: it is still a result.
  if (!is.null(status) && status != 1) {
    stop("bateman ", arguments[1], ": ", paste(answer$diagnostics$message, collapse = "; "), call. = FALSE)
  }
  answer
}

#' Profiles of virtual patients, as a data frame.
bateman_simulate <- function(model, regimen, subjects = 1000, every, until = NULL, covariates = NULL, seed = 1) {
  file <- tempfile(fileext = ".csv")
  arguments <- c("simulate", model, "--regimen", regimen, "--every", every, "--seed", seed, "--output", file)
  arguments <- c(arguments, if (is.null(subjects)) "--typical" else c("--subjects", subjects))
  if (!is.null(until)) arguments <- c(arguments, "--until", until)
  if (!is.null(covariates)) arguments <- c(arguments, "--covariates", covariates)
  bateman(arguments)
  read.csv(file, check.names = FALSE)
}

#' A fit: objective, estimates and everything of Documentation/Fit.md.
bateman_fit <- function(model, data, method = "focei") {
  file <- data
  if (is.data.frame(data)) {
    file <- tempfile(fileext = ".csv")
    write.csv(data, file, row.names = FALSE, na = ".", quote = FALSE)
  }
  bateman("fit", model, "--data", file, "--method", method)
}

#' Non-compartmental parameters in the shape of ADaM's ADPP.
bateman_nca <- function(table, dose, ...) {
  file <- tempfile(fileext = ".csv")
  bateman("nca", table, "--dose", dose, "--output", file, ...)
  read.csv(file)
}

#' The record of a dose; numbers are texts, so that no digit is lost.
bateman_dose <- function(protocol, ...) {
  inputs <- list(...)
  options <- unlist(lapply(names(inputs), function(name) c(paste0("--", gsub("_", "-", name)), inputs[[name]])))
  bateman("dose", protocol, options)
}

if (sys.nframe() == 0) {
  profiles <- bateman_simulate("Models/teaching/iv2.pkm", "100 mg iv over 1 h every 24 h x 3", subjects = 20, every = "6h")
  print(head(profiles))
  fit <- bateman_fit("Validation/Fits/theophylline.pkm", "Validation/PQ/theophylline/theophylline.csv")
  stopifnot(abs(fit$objective - 116.803) < 5e-3)
  print(sapply(fit$theta, function(parameter) parameter$estimate))
  parameters <- bateman_nca("Validation/nca/theophylline.csv", "320 mg")
  print(head(subset(parameters, PARAMCD == "AUCIFO")[, c("USUBJID", "AVAL", "AVALU")]))
  print(bateman_dose("Protocols/hlx43_escc.yaml", arm = "2.5", cycle = "1", weight = "62.4 kg")$result$dose)
}
