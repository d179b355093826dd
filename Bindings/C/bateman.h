/* Bateman for C, and for every language that can call C.
 *
 * Texts are UTF-8 and end with a zero byte. A text that a function returns is freed with bateman_free. Functions may be
 * called from any thread; nothing is shared between calls. A failure is a JSON object
 *   {"schema": 1, "diagnostics": [{"message", "help": [...], and where known "code", "file", "line", "column"}]}
 */
#ifndef BATEMAN_H
#define BATEMAN_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of the library; not to be freed. */
const char *bateman_version(void);

/* Frees a text that a function returned; NULL is allowed. */
void bateman_free(char *text);

/* Answers a request: a JSON object with "call", one of
 *
 * "check"     "model" (the text of a .pkm file), "name"
 * "simulate"  "model", "regimens" (lines such as "100 mg iv over 1 h every 24 h x 3"), "subjects" (null: the typical
 *             patient), "covariates", "times" and "until" (in the model's unit of time), "seed", "threads", "rtol",
 *             "atol", "residualError", "exposure" (true or false)
 * "fit"       "model", "table" (the text of a NONMEM-style table), "method" (fo, foce, focei, laplace, agq3 ...),
 *             "columns" and "units" by name, "covariance" (sandwich, hessian, gradients, none), "iterations", "threads"
 * "nca"       "profiles": a list of {"id", "times", "concentrations", "dose", "route" (extravascular, iv-bolus,
 *             infusion), "duration", "doseTime"}; "method" (linear, lin-up-log-down, log, lin-log); "units" ("time",
 *             "concentration", "dose"); "parameters" (codes)
 * "dose"      "protocol" (the text of a protocol file), "inputs" by the names of the command's options (texts with
 *             units), "parameters", "training", "pin"
 *
 * Unknown keys are failures. The answer has "schema" 1, or is a failure; a refused dose is an answer, with "outcome". */
char *bateman_call(const char *request);

/* A simulation whose results go to arrays: the same request as "simulate", without "call". NULL when it cannot be used;
 * then *failure is a text that says why. */
typedef struct bateman_simulation bateman_simulation;
bateman_simulation *bateman_simulation_create(const char *request, char **failure);

/* A JSON object with "model", "status", "arms", "cycles" by arm, "outputs" (name, unit), "times", "timeUnit", "subjects",
 * "exposure" (the names in the last dimension). */
char *bateman_simulation_describe(const bateman_simulation *simulation);

/* The numbers of arms, subjects, times, outputs and cycles (of the longest arm). */
void bateman_simulation_shape(const bateman_simulation *simulation, int64_t shape[5]);

/* Fills predictions[arm][subject][time][output] and exposure[arm][subject][cycle][output][4] (Cmax, Tmax, Ctrough, AUC);
 * either may be NULL. NaN stands for what does not exist or could not be solved. NULL when it is done, else a failure. */
char *bateman_simulation_run(
    const bateman_simulation *simulation, double *predictions, int64_t prediction_count, double *exposure,
    int64_t exposure_count);

void bateman_simulation_free(bateman_simulation *simulation);

#ifdef __cplusplus
}
#endif

#endif
