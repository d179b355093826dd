/* Target-mediated disposition in full: drug in two compartments, receptor, complex, fast binding; see
 * Models/tmdd.pkm. Stiff: Rodas5P with the exact Jacobian. */
#include "problem.h"

#define STATES 4
#define MEASURES 1
#define PER_DAY 4
#define DOSE 600.0

typedef struct { double CL, V1, Q, V2, KON, KOFF, KSYN, KDEG, KINT, rate; } parameters;

static const parameters typical = {0.25, 3, 0.5, 3, 240, 24, 30, 2, 1, 0};
static const int wanted[] = {0};

static inline void derivative(const parameters *p, const double *y, double *f) {
  double c1 = y[0] / p->V1, exchange = p->Q * (c1 - y[1] / p->V2);
  double binding = p->KON * c1 * y[2] - p->KOFF * y[3];
  f[0] = -p->CL * c1 - exchange - binding + p->rate;
  f[1] = exchange;
  f[2] = p->KSYN - p->KDEG * y[2] - binding;
  f[3] = binding - p->KINT * y[3];
}

static inline void jacobian(const parameters *p, const double *y, double j[STATES][STATES]) {
  double out = p->Q / p->V1, back = p->Q / p->V2, drug = p->KON * y[2] / p->V1, target = p->KON * y[0] / p->V1;
  double all[STATES][STATES] = {
    {-p->CL / p->V1 - out - drug, back, -target, p->KOFF},
    {out, -back, 0, 0},
    {-drug, 0, -p->KDEG - target, p->KOFF},
    {drug, 0, target, -p->KOFF - p->KINT},
  };
  for (int r = 0; r < STATES; r++)
    for (int c = 0; c < STATES; c++) j[r][c] = all[r][c];
}

static inline void measure(const parameters *p, const double *y, double *result) { *result = y[0] / p->V1; }

static void vary(parameters *p, uint64_t *state) {
  p->CL *= spread(0.09, state);
  p->V1 *= spread(0.04, state);
  p->KSYN *= spread(0.16, state);
}

static void start(parameters *p, double *y) {
  y[0] = y[1] = y[3] = 0;
  y[2] = p->KSYN / p->KDEG;
}

#include "rodas5p.h"
#include "main.h"
