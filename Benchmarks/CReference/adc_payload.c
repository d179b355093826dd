/* An antibody-drug conjugate, the antibody without its payload, the payload in the cell and in plasma:
 * six states; see Models/adc_payload.pkm. */
#include "problem.h"

#define STATES 6
#define MEASURES 2
#define PER_DAY 4
#define DOSE 2000.0

typedef struct { double CL, V1, Q, V2, VMAX, KM, KDEC, CLN, KREL, CLP, VP, QP, VP2, DAR, rate; } parameters;

static const parameters typical = {0.48, 3.2, 0.6, 2.6, 26.4, 3.0, 0.072, 0.3, 0.72, 150, 80, 60, 250, 3.5, 0};
static const int wanted[] = {0, 4};

static inline void derivative(const parameters *p, const double *y, double *f) {
  double c1 = y[0] / p->V1, c2 = y[1] / p->V2, naked = y[2] / p->V1, cp = y[4] / p->VP, cp2 = y[5] / p->VP2;
  double catabolism = p->CL * c1 + p->VMAX * c1 / (p->KM + c1);
  double deconjugation = p->KDEC * y[0], exchange = p->Q * (c1 - c2);
  double release = p->KREL * y[3], distribution = p->QP * (cp - cp2);
  f[0] = -catabolism - deconjugation - exchange + p->rate;
  f[1] = exchange;
  f[2] = deconjugation - p->CLN * naked;
  f[3] = p->DAR * catabolism - release;
  f[4] = release + p->DAR * deconjugation - p->CLP * cp - distribution;
  f[5] = distribution;
}

static inline void measure(const parameters *p, const double *y, double *result) {
  result[0] = y[0] / p->V1;
  result[1] = y[4] / p->VP;
}

static void vary(parameters *p, uint64_t *state) {
  p->CL *= spread(0.09, state);
  p->V1 *= spread(0.05, state);
  p->CLP *= spread(0.16, state);
  p->KREL *= spread(0.09, state);
}

static void start(parameters *p, double *y) {
  (void)p;
  for (int i = 0; i < STATES; i++) y[i] = 0;
}

#include "tsit5.h"
#include "main.h"
