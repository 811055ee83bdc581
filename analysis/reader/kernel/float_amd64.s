#include "textflag.h"

// Sixteen lanes are kept in two registers of eight. The order of all operations is
// that of portable.go, operation by operation.

// FOLD adds up the lanes in a (0-7) and b (8-15) into element 0 of xa.
#define FOLD(a, b, xa, xb) \
	VADDPS       b, a, a         \
	VEXTRACTF128 $1, a, xb       \
	VADDPS       xb, xa, xa      \
	VPERMILPS    $0x4E, xa, xb   \
	VADDPS       xb, xa, xa      \
	VPERMILPS    $0xB1, xa, xb   \
	VADDPS       xb, xa, xa

// FOLDMAX gives the largest of the lanes in a and b in element 0 of xa.
#define FOLDMAX(a, b, xa, xb) \
	VMAXPS       b, a, a         \
	VEXTRACTF128 $1, a, xb       \
	VMAXPS       xb, xa, xa      \
	VPERMILPS    $0x4E, xa, xb   \
	VMAXPS       xb, xa, xa      \
	VPERMILPS    $0xB1, xa, xb   \
	VMAXPS       xb, xa, xa

DATA floats<>+0(SB)/4, $0x7FFFFFFF
DATA floats<>+4(SB)/4, $1.0
DATA floats<>+8(SB)/4, $0.5
DATA floats<>+12(SB)/4, $127
GLOBL floats<>(SB), RODATA, $16

// func maxAbsAVX(x *float32, n int) float32
TEXT ·maxAbsAVX(SB), NOSPLIT, $0-20
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	VBROADCASTSS floats<>+0(SB), Y3
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1

maxAbs16:
	VANDPS (SI), Y3, Y4
	VANDPS 32(SI), Y3, Y5
	VMAXPS Y4, Y0, Y0
	VMAXPS Y5, Y1, Y1
	ADDQ   $64, SI
	SUBQ   $16, CX
	JNZ    maxAbs16
	FOLDMAX(Y0, Y1, X0, X1)
	VMOVSS X0, ret+16(FP)
	VZEROUPPER
	RET

// func roundAVX(x *float32, n int, by float32, to *int8) int32
TEXT ·roundAVX(SB), NOSPLIT, $0-36
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	VBROADCASTSS by+16(FP), Y3
	MOVQ to+24(FP), DI
	VPXOR Y0, Y0, Y0

round16:
	VMULPS       (SI), Y3, Y1
	VMULPS       32(SI), Y3, Y2
	VCVTPS2DQ    Y1, Y1
	VCVTPS2DQ    Y2, Y2
	VPADDD       Y1, Y0, Y0
	VPADDD       Y2, Y0, Y0
	VPACKSSDW    Y2, Y1, Y1
	VPERMQ       $0xD8, Y1, Y1
	VEXTRACTI128 $1, Y1, X2
	VPACKSSWB    X2, X1, X1
	VMOVDQU      X1, (DI)
	ADDQ         $64, SI
	ADDQ         $16, DI
	SUBQ         $16, CX
	JNZ          round16
	VEXTRACTI128 $1, Y0, X1
	VPADDD       X1, X0, X0
	VPSHUFD      $0x4E, X0, X1
	VPADDD       X1, X0, X0
	VPSHUFD      $0xB1, X0, X1
	VPADDD       X1, X0, X0
	VMOVD        X0, AX
	MOVL         AX, ret+32(FP)
	VZEROUPPER
	RET

// func addSumAVX(x, y *float32, n int) float32
TEXT ·addSumAVX(SB), NOSPLIT, $0-28
	MOVQ x+0(FP), SI
	MOVQ y+8(FP), DI
	MOVQ n+16(FP), CX
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1

addSum16:
	VMOVUPS (SI), Y2
	VMOVUPS 32(SI), Y3
	VADDPS  (DI), Y2, Y2
	VADDPS  32(DI), Y3, Y3
	VMOVUPS Y2, (SI)
	VMOVUPS Y3, 32(SI)
	VADDPS  Y2, Y0, Y0
	VADDPS  Y3, Y1, Y1
	ADDQ    $64, SI
	ADDQ    $64, DI
	SUBQ    $16, CX
	JNZ     addSum16
	FOLD(Y0, Y1, X0, X1)
	VMOVSS X0, ret+24(FP)
	VZEROUPPER
	RET

// func squaresAVX(x *float32, n int, mean float32) float32
TEXT ·squaresAVX(SB), NOSPLIT, $0-28
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	VBROADCASTSS mean+16(FP), Y4
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1

squares16:
	VMOVUPS (SI), Y2
	VMOVUPS 32(SI), Y3
	VSUBPS  Y4, Y2, Y2
	VSUBPS  Y4, Y3, Y3
	VMULPS  Y2, Y2, Y2
	VMULPS  Y3, Y3, Y3
	VADDPS  Y2, Y0, Y0
	VADDPS  Y3, Y1, Y1
	ADDQ    $64, SI
	SUBQ    $16, CX
	JNZ     squares16
	FOLD(Y0, Y1, X0, X1)
	VMOVSS X0, ret+24(FP)
	VZEROUPPER
	RET

// func scaleAVX(x *float32, n int, mean, by float32, weight, bias *float32)
TEXT ·scaleAVX(SB), NOSPLIT, $0-40
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	VBROADCASTSS mean+16(FP), Y4
	VBROADCASTSS by+20(FP), Y5
	MOVQ weight+24(FP), DX
	MOVQ bias+32(FP), BX

scale8:
	VMOVUPS (SI), Y0
	VSUBPS  Y4, Y0, Y0
	VMULPS  Y5, Y0, Y0
	VMULPS  (DX), Y0, Y0
	VADDPS  (BX), Y0, Y0
	VMOVUPS Y0, (SI)
	ADDQ    $32, SI
	ADDQ    $32, DX
	ADDQ    $32, BX
	SUBQ    $8, CX
	JNZ     scale8
	VZEROUPPER
	RET

// func maximumAVX(x *float32, n int) float32
TEXT ·maximumAVX(SB), NOSPLIT, $0-20
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	VMOVUPS (SI), Y0
	VMOVUPS 32(SI), Y1

maximum16:
	VMAXPS (SI), Y0, Y0
	VMAXPS 32(SI), Y1, Y1
	ADDQ   $64, SI
	SUBQ   $16, CX
	JNZ    maximum16
	FOLDMAX(Y0, Y1, X0, X1)
	VMOVSS X0, ret+16(FP)
	VZEROUPPER
	RET

// func dotAVX(x, y *float32, n int) float32
TEXT ·dotAVX(SB), NOSPLIT, $0-28
	MOVQ x+0(FP), SI
	MOVQ y+8(FP), DI
	MOVQ n+16(FP), CX
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1

dot16:
	VMOVUPS (SI), Y2
	VMOVUPS 32(SI), Y3
	VMULPS  (DI), Y2, Y2
	VMULPS  32(DI), Y3, Y3
	VADDPS  Y2, Y0, Y0
	VADDPS  Y3, Y1, Y1
	ADDQ    $64, SI
	ADDQ    $64, DI
	SUBQ    $16, CX
	JNZ     dot16
	FOLD(Y0, Y1, X0, X1)
	VMOVSS X0, ret+24(FP)
	VZEROUPPER
	RET

// The constants of portable.go.
DATA expc<>+0(SB)/4, $-86.0
DATA expc<>+4(SB)/4, $1.44269504
DATA expc<>+8(SB)/4, $0.693359375
DATA expc<>+12(SB)/4, $2.12194440e-4
DATA expc<>+16(SB)/4, $1.9875691500e-4
DATA expc<>+20(SB)/4, $1.3981999507e-3
DATA expc<>+24(SB)/4, $8.3334519073e-3
DATA expc<>+28(SB)/4, $4.1665795894e-2
DATA expc<>+32(SB)/4, $1.6666665459e-1
DATA expc<>+36(SB)/4, $5.0000001201e-1
GLOBL expc<>(SB), RODATA, $40

// EXP makes y the exponential of x, which it spoils; n and r are scratch. Y15 is 127 in
// every lane, Y14 1.0, Y13 the smallest x, Y12 log2 e, Y11 and Y10 the two parts
// of log 2, Y9 the first coefficient.
#define EXP(x, y, n, r) \
	VMAXPS    Y13, x, x          \
	VMULPS    Y12, x, n          \
	VROUNDPS  $0, n, n           \
	VMULPS    Y11, n, r          \
	VSUBPS    r, x, x            \
	VMULPS    Y10, n, r          \
	VADDPS    r, x, r            \
	VMULPS    Y9, r, y           \
	VADDPS    32*1(AX), y, y     \
	VMULPS    r, y, y            \
	VADDPS    32*2(AX), y, y     \
	VMULPS    r, y, y            \
	VADDPS    32*3(AX), y, y     \
	VMULPS    r, y, y            \
	VADDPS    32*4(AX), y, y     \
	VMULPS    r, y, y            \
	VADDPS    32*5(AX), y, y     \
	VMULPS    r, r, x            \
	VMULPS    x, y, y            \
	VADDPS    r, y, y            \
	VADDPS    Y14, y, y          \
	VCVTPS2DQ n, n               \
	VPADDD    Y15, n, n          \
	VPSLLD    $23, n, n          \
	VMULPS    n, y, y

// func expSumAVX(x *float32, n int, less float32) float32
TEXT ·expSumAVX(SB), NOSPLIT, $192-28
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	LEAQ coefficients-192(SP), AX
	VBROADCASTSS expc<>+20(SB), Y0
	VMOVUPS      Y0, 32*1(AX)
	VBROADCASTSS expc<>+24(SB), Y0
	VMOVUPS      Y0, 32*2(AX)
	VBROADCASTSS expc<>+28(SB), Y0
	VMOVUPS      Y0, 32*3(AX)
	VBROADCASTSS expc<>+32(SB), Y0
	VMOVUPS      Y0, 32*4(AX)
	VBROADCASTSS expc<>+36(SB), Y0
	VMOVUPS      Y0, 32*5(AX)
	VBROADCASTSS floats<>+12(SB), Y15
	VBROADCASTSS floats<>+4(SB), Y14
	VBROADCASTSS expc<>+0(SB), Y13
	VBROADCASTSS expc<>+4(SB), Y12
	VBROADCASTSS expc<>+8(SB), Y11
	VBROADCASTSS expc<>+12(SB), Y10
	VBROADCASTSS expc<>+16(SB), Y9
	VBROADCASTSS less+16(FP), Y8
	VXORPS       Y0, Y0, Y0
	VXORPS       Y1, Y1, Y1

exp16:
	VMOVUPS (SI), Y2
	VSUBPS  Y8, Y2, Y2
	EXP(Y2, Y4, Y6, Y7)
	VMOVUPS Y4, (SI)
	VADDPS  Y4, Y0, Y0
	VMOVUPS 32(SI), Y3
	VSUBPS  Y8, Y3, Y3
	EXP(Y3, Y5, Y6, Y7)
	VMOVUPS Y5, 32(SI)
	VADDPS  Y5, Y1, Y1
	ADDQ    $64, SI
	SUBQ    $16, CX
	JNZ     exp16
	FOLD(Y0, Y1, X0, X1)
	VMOVSS X0, ret+24(FP)
	VZEROUPPER
	RET

DATA erfc<>+0(SB)/4, $0.70710678
DATA erfc<>+4(SB)/4, $4.0
DATA erfc<>+8(SB)/4, $-4.0
DATA erfc<>+12(SB)/4, $-2.72614225801306e-10
DATA erfc<>+16(SB)/4, $2.77068142495902e-08
DATA erfc<>+20(SB)/4, $-2.10102402082508e-06
DATA erfc<>+24(SB)/4, $-5.69250639462346e-05
DATA erfc<>+28(SB)/4, $-7.34990630326855e-04
DATA erfc<>+32(SB)/4, $-2.95459980854025e-03
DATA erfc<>+36(SB)/4, $-1.60960333262415e-02
DATA erfc<>+40(SB)/4, $-1.45660718464996e-05
DATA erfc<>+44(SB)/4, $-2.13374055278905e-04
DATA erfc<>+48(SB)/4, $-1.68282697438203e-03
DATA erfc<>+52(SB)/4, $-7.37332916720468e-03
DATA erfc<>+56(SB)/4, $-1.42647390514189e-02
GLOBL erfc<>(SB), RODATA, $60

// func geluAVX(x *float32, n int)
// Registers that repeat a constant: Y5-Y11 numerator, then from the stack the
// denominator; Y12 root of one half, Y13 4, Y14 -4, Y15 1/2.
TEXT ·geluAVX(SB), NOSPLIT, $192-16
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	LEAQ coefficients-192(SP), AX
	VBROADCASTSS erfc<>+40(SB), Y0
	VMOVUPS      Y0, (AX)
	VBROADCASTSS erfc<>+44(SB), Y0
	VMOVUPS      Y0, 32*1(AX)
	VBROADCASTSS erfc<>+48(SB), Y0
	VMOVUPS      Y0, 32*2(AX)
	VBROADCASTSS erfc<>+52(SB), Y0
	VMOVUPS      Y0, 32*3(AX)
	VBROADCASTSS erfc<>+56(SB), Y0
	VMOVUPS      Y0, 32*4(AX)
	VBROADCASTSS floats<>+4(SB), Y0
	VMOVUPS      Y0, 32*5(AX)
	VBROADCASTSS erfc<>+12(SB), Y5
	VBROADCASTSS erfc<>+16(SB), Y6
	VBROADCASTSS erfc<>+20(SB), Y7
	VBROADCASTSS erfc<>+24(SB), Y8
	VBROADCASTSS erfc<>+28(SB), Y9
	VBROADCASTSS erfc<>+32(SB), Y10
	VBROADCASTSS erfc<>+36(SB), Y11
	VBROADCASTSS erfc<>+0(SB), Y12
	VBROADCASTSS erfc<>+4(SB), Y13
	VBROADCASTSS erfc<>+8(SB), Y14
	VBROADCASTSS floats<>+8(SB), Y15

gelu8:
	VMOVUPS (SI), Y0
	VMULPS  Y12, Y0, Y1
	VMAXPS  Y14, Y1, Y1
	VMINPS  Y13, Y1, Y1   // z
	VMULPS  Y1, Y1, Y2    // z*z
	VMULPS  Y5, Y2, Y3
	VADDPS  Y6, Y3, Y3
	VMULPS  Y2, Y3, Y3
	VADDPS  Y7, Y3, Y3
	VMULPS  Y2, Y3, Y3
	VADDPS  Y8, Y3, Y3
	VMULPS  Y2, Y3, Y3
	VADDPS  Y9, Y3, Y3
	VMULPS  Y2, Y3, Y3
	VADDPS  Y10, Y3, Y3
	VMULPS  Y2, Y3, Y3
	VADDPS  Y11, Y3, Y3
	VMULPS  Y1, Y3, Y3
	VMULPS  (AX), Y2, Y4
	VADDPS  32*1(AX), Y4, Y4
	VMULPS  Y2, Y4, Y4
	VADDPS  32*2(AX), Y4, Y4
	VMULPS  Y2, Y4, Y4
	VADDPS  32*3(AX), Y4, Y4
	VMULPS  Y2, Y4, Y4
	VADDPS  32*4(AX), Y4, Y4
	VDIVPS  Y4, Y3, Y3
	VADDPS  32*5(AX), Y3, Y3
	VMULPS  Y15, Y0, Y0
	VMULPS  Y3, Y0, Y0
	VMOVUPS Y0, (SI)
	ADDQ    $32, SI
	SUBQ    $8, CX
	JNZ     gelu8
	VZEROUPPER
	RET

// KEYS8 adds the products of one dimension of eight keys with two queries.
#define KEYS8(at, a, b) \
	VMOVUPS at, Y12        \
	VMULPS  Y12, Y8, Y10   \
	VADDPS  Y10, a, a      \
	VMULPS  Y12, Y9, Y11   \
	VADDPS  Y11, b, b

// func scoresAVX(query, query2, keys *float32, n int, by float32, to, to2 *float32)
TEXT ·scoresAVX(SB), NOSPLIT, $0-56
	MOVQ keys+16(FP), R8
	MOVQ n+24(FP), CX
	MOVQ to+40(FP), R9
	MOVQ to2+48(FP), R10
	MOVQ CX, R11
	SHLQ $2, R11          // bytes a dimension
	VBROADCASTSS by+32(FP), Y13

scores32:
	MOVQ query+0(FP), SI
	MOVQ query2+8(FP), DI
	MOVQ R8, DX
	MOVQ $32, BX
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
	VXORPS Y4, Y4, Y4
	VXORPS Y5, Y5, Y5
	VXORPS Y6, Y6, Y6
	VXORPS Y7, Y7, Y7

scoresDimension:
	VBROADCASTSS (SI), Y8
	VBROADCASTSS (DI), Y9
	KEYS8((DX), Y0, Y4)
	KEYS8(32(DX), Y1, Y5)
	KEYS8(64(DX), Y2, Y6)
	KEYS8(96(DX), Y3, Y7)
	ADDQ $4, SI
	ADDQ $4, DI
	ADDQ R11, DX
	DECQ BX
	JNZ  scoresDimension

	VMULPS  Y13, Y0, Y0
	VMULPS  Y13, Y1, Y1
	VMULPS  Y13, Y2, Y2
	VMULPS  Y13, Y3, Y3
	VMULPS  Y13, Y4, Y4
	VMULPS  Y13, Y5, Y5
	VMULPS  Y13, Y6, Y6
	VMULPS  Y13, Y7, Y7
	VMOVUPS Y0, (R9)
	VMOVUPS Y1, 32(R9)
	VMOVUPS Y2, 64(R9)
	VMOVUPS Y3, 96(R9)
	VMOVUPS Y4, (R10)
	VMOVUPS Y5, 32(R10)
	VMOVUPS Y6, 64(R10)
	VMOVUPS Y7, 96(R10)
	ADDQ $128, R8
	ADDQ $128, R9
	ADDQ $128, R10
	SUBQ $32, CX
	JNZ  scores32
	VZEROUPPER
	RET

// func valuesAVX(weight, weight2 *float32, n int, values *float32, stride int, by, by2 float32, to, to2 *float32)
TEXT ·valuesAVX(SB), NOSPLIT, $0-64
	MOVQ weight+0(FP), SI
	MOVQ weight2+8(FP), DI
	MOVQ n+16(FP), CX
	MOVQ values+24(FP), DX
	MOVQ stride+32(FP), R11
	SHLQ $2, R11
	MOVQ to+48(FP), R9
	MOVQ to2+56(FP), R10
	VBROADCASTSS by+40(FP), Y13
	VBROADCASTSS by2+44(FP), Y14
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
	VXORPS Y4, Y4, Y4
	VXORPS Y5, Y5, Y5
	VXORPS Y6, Y6, Y6
	VXORPS Y7, Y7, Y7

values1:
	VBROADCASTSS (SI), Y8
	VBROADCASTSS (DI), Y9
	KEYS8((DX), Y0, Y4)
	KEYS8(32(DX), Y1, Y5)
	KEYS8(64(DX), Y2, Y6)
	KEYS8(96(DX), Y3, Y7)
	ADDQ $4, SI
	ADDQ $4, DI
	ADDQ R11, DX
	DECQ CX
	JNZ  values1

	VMULPS  Y13, Y0, Y0
	VMULPS  Y13, Y1, Y1
	VMULPS  Y13, Y2, Y2
	VMULPS  Y13, Y3, Y3
	VMULPS  Y14, Y4, Y4
	VMULPS  Y14, Y5, Y5
	VMULPS  Y14, Y6, Y6
	VMULPS  Y14, Y7, Y7
	VMOVUPS Y0, (R9)
	VMOVUPS Y1, 32(R9)
	VMOVUPS Y2, 64(R9)
	VMOVUPS Y3, 96(R9)
	VMOVUPS Y4, (R10)
	VMOVUPS Y5, 32(R10)
	VMOVUPS Y6, 64(R10)
	VMOVUPS Y7, 96(R10)
	VZEROUPPER
	RET
