/* Tsitouras's pair 5(4) with its free interpolant (Comput. Math. Appl. 62:770, 2011): the method of
 * Sources/PKNumerics/ODE, steps never shortened for results. */
#include "steps.h"

#define STAGES 7

static const double a[STAGES][STAGES - 1] = {
  {0},
  {0.161},
  {-0.008480655492356989, 0.335480655492357},
  {2.8971530571054935, -6.359448489975075, 4.3622954328695815},
  {5.325864828439257, -11.748883564062828, 7.4955393428898365, -0.09249506636175525},
  {5.86145544294642, -12.92096931784711, 8.159367898576159, -0.071584973281401, -0.028269050394068383},
  {0.09646076681806523, 0.01, 0.4798896504144996, 1.379008574103742, -3.290069515436081, 2.324710524099774},
};
static const double error_weights[STAGES] = {
  -0.00178001105222577714, -0.0008164344596567469, 0.007880878010261995, -0.1447110071732629,
  0.5823571654525552, -0.45808210592918697, 0.015151515151515152,
};
static const double interpolant[STAGES][4] = {
  {1, -2.763706197274826, 2.9132554618219126, -1.0530884977290216},
  {0, 0.13169999999999998, -0.2234, 0.1017},
  {0, 3.9302962368947516, -5.941033872131505, 2.490627285651253},
  {0, -12.411077166933676, 30.33818863028232, -16.548102889244902},
  {0, 37.50931341651104, -88.1789048947664, 47.37952196281928},
  {0, -27.896526289197286, 65.09189467479366, -34.87065786149661},
  {0, 1.5, -4, 2.5},
};

/* One subject from one event to the next; returns the number of result times written so far. */
static int advance(const parameters *p, double *y, double t, double stop, const double *times, int next,
                   double *results, statistics *work) {
  double k[STAGES][STATES], stage[STATES], previous = 0;
  derivative(p, y, k[0]);
  double step = first_step(y, k[0], stop - t);
  work->evaluations += 1;
  while (t < stop) {
    double left = stop - t, h = step;
    int arrives = left <= 1.01 * step, halves = !arrives && left < 2 * step;
    if (halves) h = 0.5 * left;
    if (arrives) h = left;

    for (int s = 1; s < STAGES; s++) {
      for (int i = 0; i < STATES; i++) {
        double sum = a[s][0] * k[0][i];
        for (int j = 1; j < s; j++) sum += a[s][j] * k[j][i];
        stage[i] = y[i] + h * sum;
      }
      derivative(p, stage, k[s]);
    }
    work->evaluations += STAGES - 1;

    double error = 0;
    for (int i = 0; i < STATES; i++) {
      double sum = error_weights[0] * k[0][i];
      for (int j = 1; j < STAGES; j++) sum += error_weights[j] * k[j][i];
      error = fmax(error, fabs(h * sum) / allowed(fmax(fabs(y[i]), fabs(stage[i]))));
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
      double c[WANTED][4];
      for (int i = 0; i < WANTED; i++) {
        for (int j = 0; j < 4; j++) {
          c[i][j] = 0;
          for (int s = 0; s < STAGES; s++) c[i][j] += interpolant[s][j] * k[s][wanted[i]];
          c[i][j] *= h;
        }
      }
      for (; next < OUTPUTS && (times[next] < end || (times[next] == end && !arrives)); next++) {
        double theta = (times[next] - t) / h, at[STATES];
        for (int i = 0; i < WANTED; i++)
          at[wanted[i]] = y[wanted[i]] + theta * (c[i][0] + theta * (c[i][1] + theta * (c[i][2] + theta * c[i][3])));
        measure(p, at, results + MEASURES * next);
      }
    }
    step = arrives || halves ? fmax(h * factor, step) : h * factor;
    previous = logarithm;
    t = end;
    for (int i = 0; i < STATES; i++) { y[i] = stage[i]; k[0][i] = k[STAGES - 1][i]; }
    work->steps++;
  }
  return next;
}
