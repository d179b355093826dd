/* Steinebach's Rodas5P (BIT Numerical Mathematics 63:27, 2023), for autonomous stiff systems, with the
 * exact Jacobian: the method of Sources/PKNumerics/ODE, coefficients in the transformed form. */
#include "steps.h"

#define STAGES 8

static const double gamma_ = 0.21193756319429014;
static const double a[STAGES][STAGES - 1] = {
  {0},
  {3},
  {2.849394379747939, 0.45842242204463923},
  {-6.954028509809101, 2.489845061869568, -10.358996098473584},
  {2.8029986275628964, 0.5072464736228206, -0.3988312541770524, -0.04721187230404641},
  {-7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256, 0.030198172008377946},
  {-7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256, 0.030198172008377946, 1},
  {-7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256, 0.030198172008377946,
   1, 1},
};
static const double coupling[STAGES][STAGES - 1] = {
  {0},
  {-14.155112264123755},
  {-17.97296035885952, -2.859693295451294},
  {147.12150275711716, -1.41221402718213, 71.68940251302358},
  {165.43517024871676, -0.4592823456491126, 42.90938336958603, -5.961986721573306},
  {24.854864614690072, -3.0009227002832186, 47.4931110020768, 5.5814197821558125, -0.6610691825249471},
  {30.91273214028599, -3.1208243349937974, 77.79954646070892, 34.28646028294783, -19.097331116725623,
   -28.087943162872662},
  {37.80277123390563, -3.2571969029072276, 112.26918849496327, 66.9347231244047, -40.06618937091002,
   -54.66780262877968, -9.48861652309627},
};
static const double interpolant[3][STAGES] = {
  {25.948786856663858, -2.5579724845846235, 10.433815404888879, -2.3679251022685204, 0.524948541321073,
   1.1241088310450404, 0.4272876194431874, -0.17202221070155493},
  {-9.91568850695171, -0.9689944594115154, 3.0438037242978453, -24.495224566215796, 20.176138334709044,
   15.98066361424651, -6.789040303419874, -6.710236069923372},
  {11.419903575922262, 2.8879645146136994, 72.92137995996029, 80.12511834622643, -52.072871366152654,
   -59.78993625266729, -0.15582684282751913, 4.883087185713722},
};

/* Factors m in place, with row exchanges. */
static inline void factor(double m[STATES][STATES], int *pivot) {
  for (int k = 0; k < STATES; k++) {
    int best = k;
    for (int r = k + 1; r < STATES; r++)
      if (fabs(m[r][k]) > fabs(m[best][k])) best = r;
    pivot[k] = best;
    if (best != k)
      for (int c = 0; c < STATES; c++) { double kept = m[k][c]; m[k][c] = m[best][c]; m[best][c] = kept; }
    double inverse = 1 / m[k][k];
    for (int r = k + 1; r < STATES; r++) {
      m[r][k] *= inverse;
      for (int c = k + 1; c < STATES; c++) m[r][c] -= m[r][k] * m[k][c];
    }
    m[k][k] = inverse;
  }
}

static inline void back_substitute(double m[STATES][STATES], const int *pivot, double *x) {
  for (int k = 0; k < STATES; k++) { double kept = x[k]; x[k] = x[pivot[k]]; x[pivot[k]] = kept; }
  for (int r = 1; r < STATES; r++)
    for (int c = 0; c < r; c++) x[r] -= m[r][c] * x[c];
  for (int r = STATES - 1; r >= 0; r--) {
    for (int c = r + 1; c < STATES; c++) x[r] -= m[r][c] * x[c];
    x[r] *= m[r][r];
  }
}

/* One subject from one event to the next; returns the number of result times written so far. */
static int advance(const parameters *p, double *y, double t, double stop, const double *times, int next,
                   double *results, statistics *work) {
  double u[STAGES][STATES], m[STATES][STATES], f0[STATES], f[STATES], stage[STATES], end_state[STATES];
  double previous = 0;
  int pivot[STATES];
  derivative(p, y, f0);
  double step = first_step(y, f0, stop - t);
  work->evaluations += 1;
  while (t < stop) {
    double left = stop - t, h = step;
    int arrives = left <= 1.01 * step, halves = !arrives && left < 2 * step;
    if (halves) h = 0.5 * left;
    if (arrives) h = left;

    jacobian(p, y, m);
    for (int r = 0; r < STATES; r++)
      for (int c = 0; c < STATES; c++) m[r][c] = (r == c) - h * gamma_ * m[r][c];
    factor(m, pivot);
    for (int s = 0; s < STAGES; s++) {
      for (int i = 0; i < STATES; i++) {
        double sum = 0;
        for (int j = 0; j < s; j++) sum += a[s][j] * u[j][i];
        stage[i] = y[i] + sum;
      }
      if (s > 0) derivative(p, stage, f);
      for (int i = 0; i < STATES; i++) {
        double sum = 0;
        for (int j = 0; j < s; j++) sum += coupling[s][j] * u[j][i];
        u[s][i] = gamma_ * (h * (s > 0 ? f[i] : f0[i]) + sum);
      }
      back_substitute(m, pivot, u[s]);
    }
    work->evaluations += STAGES;

    double error = 0;
    for (int i = 0; i < STATES; i++) {
      end_state[i] = stage[i] + u[STAGES - 1][i];
      error = fmax(error, fabs(u[STAGES - 1][i]) / allowed(fmax(fabs(y[i]), fabs(end_state[i]))));
      if (!(end_state[i] - end_state[i] == 0)) error = INFINITY;
    }
    double logarithm = log2(fmax(error, 0x1p-30)), factor = step_factor(logarithm, previous);
    if (!(error <= 1)) {
      step = h * (error < INFINITY ? fmin(factor, 1) : 0.1);
      work->rejected++;
      continue;
    }

    double end = arrives ? stop : t + h;
    /* A result at the stop waits: the caller writes it when its events have happened. */
    if (next < OUTPUTS && (times[next] < end || (times[next] == end && !arrives))) {
      double v[WANTED][3];
      for (int i = 0; i < WANTED; i++)
        for (int j = 0; j < 3; j++) {
          v[i][j] = 0;
          for (int s = 0; s < STAGES; s++) v[i][j] += interpolant[j][s] * u[s][wanted[i]];
        }
      for (; next < OUTPUTS && (times[next] < end || (times[next] == end && !arrives)); next++) {
        double theta = (times[next] - t) / h, at[STATES];
        for (int i = 0; i < WANTED; i++) {
          double inner = v[i][0] + theta * (v[i][1] + theta * v[i][2]), from = y[wanted[i]];
          at[wanted[i]] = from + theta * (end_state[wanted[i]] - from + (1 - theta) * inner);
        }
        measure(p, at, results + MEASURES * next);
      }
    }
    step = arrives || halves ? fmax(h * factor, step) : h * factor;
    previous = logarithm;
    t = end;
    for (int i = 0; i < STATES; i++) y[i] = end_state[i];
    derivative(p, y, f0);
    work->steps++;
  }
  return next;
}
