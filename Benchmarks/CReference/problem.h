/* What the reference programs share: random numbers, timing, one subject from event to event, main.
 *
 * Plain scalar C, one subject at a time, that the lane engine is measured against. 60-minute infusions
 * every 21 days, six times, results at even times to day 126 by dense output. Time in days.
 *
 * A program defines, before it includes a solver and main.h:
 *   STATES, MEASURES, PER_DAY (results a day), DOSE,
 *   parameters (with a member `rate`, the infusion running now), `typical`,
 *   derivative, measure (from a state to results), wanted (the states that `measure` reads),
 *   vary (draws a subject's parameters), start (the state at time 0).
 *
 * Usage: PROGRAM [SUBJECTS [REPETITIONS]]; prints key=value pairs, the time of the fastest repetition.
 */
#ifndef PROBLEM_H
#define PROBLEM_H
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define DOSES 6
#define OUTPUTS (126 * PER_DAY + 1)

typedef struct { long steps, rejected, evaluations; } statistics;

/* splitmix64 and Box and Muller's transformation: good enough to spread the parameters. */
static double uniform(uint64_t *state) {
  uint64_t z = *state += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return ((double)((z ^ (z >> 31)) >> 12) + 0.5) * 0x1p-52;
}

static double normal(uint64_t *state) {
  double radius = sqrt(-2 * log(uniform(state)));
  return radius * cos(6.283185307179586 * uniform(state));
}

/* A log-normal factor of the given variance of the logarithm. */
static inline double spread(double variance, uint64_t *state) { return exp(sqrt(variance) * normal(state)); }

#endif
