/* Two linear compartments in closed form; see Models/two_compartment.pkm.
 *
 * Between events the amounts are those of the steady state under the infusion plus two exponentials. */
#include "problem.h"

#define STATES 2
#define MEASURES 1
#define PER_DAY 4
#define DOSE 150.0

typedef struct { double CL, V1, Q, V2, k10, k12, k21, fast, slow, rate; } parameters;

static const parameters typical = {.CL = 0.342, .V1 = 2.943, .Q = 0.443, .V2 = 5.369};

static void vary(parameters *p, uint64_t *state) {
  p->CL *= spread(0.215, state);
  p->V1 *= spread(0.023, state);
}

static inline void measure(const parameters *p, const double *y, double *result) { *result = y[0] / p->V1; }

static void start(parameters *p, double *y) {
  p->k10 = p->CL / p->V1;
  p->k12 = p->Q / p->V1;
  p->k21 = p->Q / p->V2;
  double half = 0.5 * (p->k10 + p->k12 + p->k21);
  p->fast = half + sqrt(half * half - p->k10 * p->k21);
  p->slow = p->k10 * p->k21 / p->fast;
  y[0] = y[1] = 0;
}

static int advance(const parameters *p, double *y, double t, double stop, const double *times, int next,
                   double *results, statistics *work) {
  double rest[2] = {p->rate / p->k10, p->rate * p->k12 / (p->k10 * p->k21)};
  double d1 = y[0] - rest[0], d2 = y[1] - rest[1], gap = p->slow - p->fast;
  double fast = ((p->k21 - p->fast) * d1 + p->k21 * d2) / gap, slow = d1 - fast;
  for (; next < OUTPUTS && times[next] < stop; next++) {
    double after = times[next] - t;
    double at = rest[0] + fast * exp(-p->fast * after) + slow * exp(-p->slow * after);
    measure(p, &at, results + next);
  }
  double last_fast = fast * exp(-p->fast * (stop - t)), last_slow = slow * exp(-p->slow * (stop - t));
  y[0] = rest[0] + last_fast + last_slow;
  y[1] = rest[1] + p->k12 * (last_fast / (p->k21 - p->fast) + last_slow / (p->k21 - p->slow));
  work->steps++;
  return next;
}

#include "main.h"
