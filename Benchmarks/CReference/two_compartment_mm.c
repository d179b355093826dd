/* The plain scalar C program that the lane engine is measured against.
 *
 * Two compartments, 150 mg over 1 h every 21 days, six times, parallel linear and Michaelis-Menten
 * elimination, the area under the concentration as a third state; the concentration every 6 h to
 * day 126 by dense output; log-normal clearance and volume. Time in days, amounts in mg, volumes in L.
 *
 * The method is that of Sources/PKNumerics/ODE, one subject at a time: Tsitouras's pair 5(4) with
 * its free interpolant (Comput. Math. Appl. 62:770, 2011), proportional-integral step control,
 * restart at the start and end of each infusion, steps never shortened for outputs.
 *
 * Usage: two_compartment_mm [SUBJECTS [REPETITIONS]]
 * Prints key=value pairs; the time is that of the fastest repetition.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define STATES 3
#define STAGES 7
#define OUTPUTS 505
#define DOSES 6

static const double relative = 1e-6, absolute = 1e-8;

typedef struct { double CL, V1, Q, V2, VMAX, KM, rate; } parameters;
typedef struct { long steps, rejected, evaluations; } statistics;

static void derivative(const parameters *p, const double *y, double *f) {
  double c1 = y[0] / p->V1, c2 = y[1] / p->V2;
  double exchange = p->Q * (c1 - c2);
  f[0] = -p->CL * c1 - p->VMAX * c1 / (p->KM + c1) - exchange + p->rate;
  f[1] = exchange;
  f[2] = c1;
}

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

static double allowed(double y) { return absolute + relative * fabs(y); }

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

/* One subject from one event to the next; returns the number of outputs written so far. */
static int advance(const parameters *p, double *y, double t, double stop, const double *times, int next,
                   double *concentrations, statistics *work) {
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
    double logarithm = log2(fmax(error, 0x1p-30));
    double factor = 0.9 * exp2(0.04 * previous - 0.17 * logarithm);
    factor = fmax(0.2, fmin(8, factor));
    if (!(error <= 1)) {
      step = h * (error < INFINITY ? fmin(factor, 1) : 0.1);
      work->rejected++;
      continue;
    }

    double end = arrives ? stop : t + h;
    /* An output at the stop waits: the caller writes it when its events have happened. */
    if (next < OUTPUTS && (times[next] < end || (times[next] == end && !arrives))) {
      double c[STATES][4];
      for (int i = 0; i < STATES; i++) {
        for (int j = 0; j < 4; j++) {
          c[i][j] = 0;
          for (int s = 0; s < STAGES; s++) c[i][j] += interpolant[s][j] * k[s][i];
          c[i][j] *= h;
        }
      }
      for (; next < OUTPUTS && (times[next] < end || (times[next] == end && !arrives)); next++) {
        double theta = (times[next] - t) / h, at[STATES];
        for (int i = 0; i < STATES; i++)
          at[i] = y[i] + theta * (c[i][0] + theta * (c[i][1] + theta * (c[i][2] + theta * c[i][3])));
        concentrations[next] = at[0] / p->V1;
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

static void solve(parameters *p, const double *times, double *concentrations, double *y, statistics *work) {
  double t = 0;
  int next = 0;
  for (int i = 0; i < STATES; i++) y[i] = 0;
  for (int event = 0; event <= 2 * DOSES; event++) {
    double stop = event / 2 * 21.0 + event % 2 * (1.0 / 24);
    if (stop > t) next = advance(p, y, t, stop, times, next, concentrations, work);
    t = stop;
    p->rate = event < 2 * DOSES && event % 2 == 0 ? 150.0 / (1.0 / 24) : 0;
    for (; next < OUTPUTS && times[next] <= t; next++) concentrations[next] = y[0] / p->V1;
  }
}

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

static const parameters typical = {0.342, 2.943, 0.443, 5.369, 4.352, 0.5759, 0};

/* All subjects once; returns the sum of their concentrations. */
static double population(int subjects, const double *times, statistics *work) {
  static double concentrations[OUTPUTS];
  double y[STATES], sum = 0;
  uint64_t state = 1;
  for (int subject = 0; subject < subjects; subject++) {
    parameters p = typical;
    p.CL *= exp(sqrt(0.215) * normal(&state));
    p.V1 *= exp(sqrt(0.023) * normal(&state));
    solve(&p, times, concentrations, y, work);
    for (int i = 0; i < OUTPUTS; i++) sum += concentrations[i];
  }
  return sum;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(int count, char **arguments) {
  int subjects = count > 1 ? atoi(arguments[1]) : 10000;
  int repetitions = count > 2 ? atoi(arguments[2]) : 1;
  if (subjects < 1 || repetitions < 1) return 64;
  static double times[OUTPUTS], concentrations[OUTPUTS];
  for (int i = 0; i < OUTPUTS; i++) times[i] = 0.25 * i;

  double fastest = INFINITY, sum = 0;
  statistics work = {0, 0, 0};
  for (int i = 0; i < repetitions; i++) {
    work = (statistics){0, 0, 0};
    double start = now();
    sum = population(subjects, times, &work);
    fastest = fmin(fastest, now() - start);
  }

  /* The typical subject, whom the Swift program must reproduce to the tolerances. */
  parameters p = typical;
  statistics one = {0, 0, 0};
  double y[STATES], profile = 0;
  solve(&p, times, concentrations, y, &one);
  for (int i = 0; i < OUTPUTS; i++) profile += concentrations[i];
  printf("microseconds=%.2f steps=%.1f rejected=%.1f evaluations=%.0f mean=%.6g typical=%.10g area=%.10g\n",
         1e6 * fastest / subjects, (double)work.steps / subjects, (double)work.rejected / subjects,
         (double)work.evaluations / subjects, sum / ((double)OUTPUTS * subjects), profile / OUTPUTS, y[2]);
  return 0;
}
