// LAPACKE for Swift. Its complex types come from <complex.h>, which Swift cannot import;
// defining them as plain structs first keeps that header out.
#ifndef CLAPACKE_SHIM_H
#define CLAPACKE_SHIM_H

typedef struct { float real, imaginary; } clapacke_complex_float;
typedef struct { double real, imaginary; } clapacke_complex_double;
#define LAPACK_COMPLEX_CUSTOM
#define lapack_complex_float clapacke_complex_float
#define lapack_complex_double clapacke_complex_double

#include <lapacke.h>

#endif
