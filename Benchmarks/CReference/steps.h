/* Error control of the ODE methods: tolerances, the first step, the proportional-integral controller. */
#include "problem.h"

#define WANTED ((int)(sizeof wanted / sizeof *wanted))

static const double relative = 1e-6, absolute = 1e-8;

static inline double allowed(double y) { return absolute + relative * fabs(y); }

/* Starting step, after Hairer, Norsett, Wanner, Solving Ordinary Differential Equations I, II.4. */
static double first_step(const double *y, const double *f, double ahead) {
  double size = 0, speed = 0;
  for (int i = 0; i < STATES; i++) {
    size = fmax(size, fabs(y[i]) / allowed(y[i]));
    speed = fmax(speed, fabs(f[i]) / allowed(y[i]));
  }
  if (!(speed >= 1e-5)) return 0.1 * ahead;
  double guess = exp(log(0.01 / speed) / 5);
  return size < 1e-5 ? guess : fmin(guess, size / speed);
}

/* What the next step is to be multiplied by, both methods being of order 5. */
static inline double step_factor(double logarithm, double previous) {
  return fmax(0.2, fmin(8, 0.9 * exp2(0.04 * previous - 0.17 * logarithm)));
}
