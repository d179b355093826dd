/* The typical patient's concentrations after three infusions, from C:
 *   cc simulate.c -I. -L../build -lbateman -o simulate && LD_LIBRARY_PATH=../build ./simulate ../../Models/teaching/iv2.pkm */
#include "bateman.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Appends a text to a JSON string. */
static void quote(char *target, const char *text) {
  char *end = target + strlen(target);
  *end++ = '"';
  for (; *text; text++) {
    if (*text == '\n') {
      *end++ = '\\';
      *end++ = 'n';
      continue;
    }
    if (*text == '"' || *text == '\\') *end++ = '\\';
    *end++ = *text;
  }
  *end++ = '"';
  *end = 0;
}

int main(int count, char **arguments) {
  static char model[65536], request[140000];
  FILE *file = count > 1 ? fopen(arguments[1], "r") : NULL;
  if (!file) return fprintf(stderr, "usage: simulate MODEL.pkm\n"), 64;
  model[fread(model, 1, sizeof model - 1, file)] = 0;
  fclose(file);

  strcpy(request, "{\"model\": ");
  quote(request, model);
  strcat(request, ", \"regimens\": [\"100 mg iv over 1 h every 24 h x 3\"], \"times\": [1, 6, 24, 49, 72]}");

  char *failure;
  bateman_simulation *simulation = bateman_simulation_create(request, &failure);
  if (!simulation) return fprintf(stderr, "%s\n", failure), 65;

  int64_t shape[5];
  bateman_simulation_shape(simulation, shape);
  int64_t size = shape[0] * shape[1] * shape[2] * shape[3];
  double *predictions = malloc(size * sizeof *predictions);
  failure = bateman_simulation_run(simulation, predictions, size, NULL, 0);
  if (failure) return fprintf(stderr, "%s\n", failure), 1;
  for (int64_t i = 0; i < size; i++) printf("%.6g\n", predictions[i]);
  free(predictions);
  bateman_simulation_free(simulation);
  return 0;
}
