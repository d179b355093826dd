/* The two compartments of two_compartment_mm.c with the derivatives of the concentration by the random
 * effects of CL, V1, V2 and VMAX: the variational equations by hand; see Models/sensitivities.pkm. */
#include "problem.h"

#define STATES 10
#define MEASURES 5
#define PER_DAY 1
#define DOSE 150.0

typedef struct { double CL, V1, Q, V2, VMAX, KM, rate; } parameters;

static const parameters typical = {0.342, 2.943, 0.443, 5.369, 4.352, 0.5759, 0};
static const int wanted[] = {0, 2, 4, 6, 8};

/* y: both amounts, then their derivatives by each effect. */
static inline void derivative(const parameters *p, const double *y, double *f) {
  double c1 = y[0] / p->V1, c2 = y[1] / p->V2, exchange = p->Q * (c1 - c2);
  double share = c1 / (p->KM + c1), slope = p->VMAX * p->KM / ((p->KM + c1) * (p->KM + c1));
  f[0] = -p->CL * c1 - p->VMAX * share - exchange + p->rate;
  f[1] = exchange;
  double leaving = p->CL + slope + p->Q;
  double direct[4][2] = {
    {-p->CL * c1, 0}, {leaving * c1, -p->Q * c1}, {-p->Q * c2, p->Q * c2}, {-p->VMAX * share, 0},
  };
  double j00 = -leaving / p->V1, j01 = p->Q / p->V2, j10 = p->Q / p->V1;
  for (int e = 0; e < 4; e++) {
    const double *s = y + 2 + 2 * e;
    f[2 + 2 * e] = j00 * s[0] + j01 * s[1] + direct[e][0];
    f[3 + 2 * e] = j10 * s[0] - j01 * s[1] + direct[e][1];
  }
}

static inline void measure(const parameters *p, const double *y, double *result) {
  result[0] = y[0] / p->V1;
  for (int e = 0; e < 4; e++) result[1 + e] = (y[2 + 2 * e] - (e == 1 ? y[0] : 0)) / p->V1;
}

static void vary(parameters *p, uint64_t *state) {
  p->CL *= spread(0.215, state);
  p->V1 *= spread(0.023, state);
  p->V2 *= spread(0.05, state);
  p->VMAX *= spread(0.09, state);
}

static void start(parameters *p, double *y) {
  (void)p;
  for (int i = 0; i < STATES; i++) y[i] = 0;
}

#include "tsit5.h"
#include "main.h"
