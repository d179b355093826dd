/* The end of every reference program: a subject from event to event, a population, its time. */
static void solve(parameters *p, const double *times, double *results, statistics *work) {
  double t = 0, y[STATES];
  int next = 0;
  p->rate = 0;
  start(p, y);
  for (int event = 0; event <= 2 * DOSES; event++) {
    double stop = event / 2 * 21.0 + event % 2 * (1.0 / 24);
    if (stop > t) next = advance(p, y, t, stop, times, next, results, work);
    t = stop;
    p->rate = event < 2 * DOSES && event % 2 == 0 ? DOSE / (1.0 / 24) : 0;
    for (; next < OUTPUTS && times[next] <= t; next++) measure(p, y, results + MEASURES * next);
  }
}

/* The sum of a subject's results, in eight parts that need not wait for each other; the other program does the same. */
static double total(const double *results) {
  double part[8] = {0}, sum = 0;
  int i = 0;
  for (; i + 8 <= OUTPUTS * MEASURES; i += 8)
    for (int j = 0; j < 8; j++) part[j] += results[i + j];
  for (; i < OUTPUTS * MEASURES; i++) sum += results[i];
  for (int j = 0; j < 8; j++) sum += part[j];
  return sum;
}

/* All subjects once; returns the sum of their results. */
static double population(int subjects, const double *times, statistics *work) {
  static double results[OUTPUTS * MEASURES];
  double sum = 0;
  uint64_t state = 1;
  for (int subject = 0; subject < subjects; subject++) {
    parameters p = typical;
    vary(&p, &state);
    solve(&p, times, results, work);
    sum += total(results);
  }
  return sum;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(int count, char **arguments) {
  int subjects = count > 1 ? atoi(arguments[1]) : 1000;
  int repetitions = count > 2 ? atoi(arguments[2]) : 1;
  if (subjects < 1 || repetitions < 1) return 64;
  static double times[OUTPUTS], results[OUTPUTS * MEASURES];
  for (int i = 0; i < OUTPUTS; i++) times[i] = (double)i / PER_DAY;

  double fastest = INFINITY, sum = 0;
  statistics work = {0, 0, 0};
  for (int i = 0; i < repetitions; i++) {
    work = (statistics){0, 0, 0};
    double begin = now();
    sum = population(subjects, times, &work);
    fastest = fmin(fastest, now() - begin);
  }

  /* The typical subject, whom the Swift program must reproduce to the tolerances. */
  parameters p = typical;
  statistics one = {0, 0, 0};
  solve(&p, times, results, &one);
  printf("outputs=%d microseconds=%.3f steps=%.1f rejected=%.1f evaluations=%.0f mean=%.6g", OUTPUTS * MEASURES,
         1e6 * fastest / subjects, (double)work.steps / subjects, (double)work.rejected / subjects,
         (double)work.evaluations / subjects, sum / ((double)OUTPUTS * MEASURES * subjects));
  for (int m = 0; m < MEASURES; m++) {
    double profile = 0;
    for (int i = 0; i < OUTPUTS; i++) profile += results[MEASURES * i + m];
    printf(" typical%d=%.10g", m, profile / OUTPUTS);
  }
  printf("\n");
  return 0;
}
