/* Two compartments, parallel linear and Michaelis-Menten elimination; see Models/two_compartment_mm.pkm.
 * With -DAREA the area under the concentration is a third state, as it is where exposure is followed. */
#include "problem.h"

#ifdef AREA
#define STATES 3
#else
#define STATES 2
#endif
#define MEASURES 1
#define PER_DAY 4
#define DOSE 150.0

typedef struct { double CL, V1, Q, V2, VMAX, KM, rate; } parameters;

static const parameters typical = {0.342, 2.943, 0.443, 5.369, 4.352, 0.5759, 0};
static const int wanted[] = {0};

static inline void derivative(const parameters *p, const double *y, double *f) {
  double c1 = y[0] / p->V1, c2 = y[1] / p->V2;
  double exchange = p->Q * (c1 - c2);
  f[0] = -p->CL * c1 - p->VMAX * c1 / (p->KM + c1) - exchange + p->rate;
  f[1] = exchange;
#ifdef AREA
  f[2] = c1;
#endif
}

static inline void measure(const parameters *p, const double *y, double *result) { *result = y[0] / p->V1; }

static void vary(parameters *p, uint64_t *state) {
  p->CL *= spread(0.215, state);
  p->V1 *= spread(0.023, state);
}

static void start(parameters *p, double *y) {
  (void)p;
  for (int i = 0; i < STATES; i++) y[i] = 0;
}

#include "tsit5.h"
#include "main.h"
