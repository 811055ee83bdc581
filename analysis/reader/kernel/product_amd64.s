#include "textflag.h"

// ROW4 adds to the 64 sums of one row the products of four of its elements, which
// Z28 repeats, with the weights in Z24-Z27.
#define ROW4(a, c0, c1, c2, c3) \
	VPBROADCASTD a, Z28       \
	VPDPBUSD     Z28, Z24, c0 \
	VPDPBUSD     Z28, Z25, c1 \
	VPDPBUSD     Z28, Z26, c2 \
	VPDPBUSD     Z28, Z27, c3

// FINISH makes floats of 16 sums and writes them.
#define FINISH(c, column, bias, at) \
	VPSUBD    Z28, c, c    \
	VCVTDQ2PS c, c         \
	VMULPS    Z29, c, c    \
	VMULPS    column, c, c \
	VADDPS    bias, c, c   \
	VMOVUPS   c, at

// FINISHROW makes floats of the 64 sums of row i and goes on to the next row.
#define FINISHROW(i, c0, c1, c2, c3) \
	VPBROADCASTD (i*4)(R9), Z28      \
	VBROADCASTSS (i*4)(R8), Z29      \
	FINISH(c0, Z24, Z30, (R12))      \
	FINISH(c1, Z25, Z31, 64(R12))    \
	FINISH(c2, Z26, (64*2)(R11), 128(R12)) \
	FINISH(c3, Z27, (64*3)(R11), 192(R12)) \
	ADDQ R13, R12

// func productVNNI(a *int8, in int, panel *uint8, row *float32, offset *int32, column, bias, out *float32, stride int)
TEXT ·productVNNI(SB), NOSPLIT, $0-72
	MOVQ a+0(FP), SI
	MOVQ in+8(FP), CX
	MOVQ panel+16(FP), DI
	LEAQ (CX)(CX*2), DX
	ADDQ SI, DX           // row 3
	MOVQ CX, BX
	SHRQ $2, BX

	VPXORD Z0, Z0, Z0
	VPXORD Z1, Z1, Z1
	VPXORD Z2, Z2, Z2
	VPXORD Z3, Z3, Z3
	VPXORD Z4, Z4, Z4
	VPXORD Z5, Z5, Z5
	VPXORD Z6, Z6, Z6
	VPXORD Z7, Z7, Z7
	VPXORD Z8, Z8, Z8
	VPXORD Z9, Z9, Z9
	VPXORD Z10, Z10, Z10
	VPXORD Z11, Z11, Z11
	VPXORD Z12, Z12, Z12
	VPXORD Z13, Z13, Z13
	VPXORD Z14, Z14, Z14
	VPXORD Z15, Z15, Z15
	VPXORD Z16, Z16, Z16
	VPXORD Z17, Z17, Z17
	VPXORD Z18, Z18, Z18
	VPXORD Z19, Z19, Z19
	VPXORD Z20, Z20, Z20
	VPXORD Z21, Z21, Z21
	VPXORD Z22, Z22, Z22
	VPXORD Z23, Z23, Z23

vnni4:
	VMOVDQU32 (DI), Z24
	VMOVDQU32 64(DI), Z25
	VMOVDQU32 128(DI), Z26
	VMOVDQU32 192(DI), Z27
	ROW4((SI), Z0, Z1, Z2, Z3)
	ROW4((SI)(CX*1), Z4, Z5, Z6, Z7)
	ROW4((SI)(CX*2), Z8, Z9, Z10, Z11)
	ROW4((DX), Z12, Z13, Z14, Z15)
	ROW4((DX)(CX*1), Z16, Z17, Z18, Z19)
	ROW4((DX)(CX*2), Z20, Z21, Z22, Z23)
	ADDQ $256, DI
	ADDQ $4, SI
	ADDQ $4, DX
	DECQ BX
	JNZ  vnni4

	MOVQ row+24(FP), R8
	MOVQ offset+32(FP), R9
	MOVQ column+40(FP), R10
	MOVQ bias+48(FP), R11
	MOVQ out+56(FP), R12
	MOVQ stride+64(FP), R13
	SHLQ $2, R13
	VMOVUPS (R10), Z24
	VMOVUPS 64(R10), Z25
	VMOVUPS 128(R10), Z26
	VMOVUPS 192(R10), Z27
	VMOVUPS (R11), Z30
	VMOVUPS 64(R11), Z31
	FINISHROW(0, Z0, Z1, Z2, Z3)
	FINISHROW(1, Z4, Z5, Z6, Z7)
	FINISHROW(2, Z8, Z9, Z10, Z11)
	FINISHROW(3, Z12, Z13, Z14, Z15)
	FINISHROW(4, Z16, Z17, Z18, Z19)
	FINISHROW(5, Z20, Z21, Z22, Z23)
	VZEROUPPER
	RET

// func widenAVX2(a *int8, n int, to *int16)
// n is a multiple of 8.
TEXT ·widenAVX2(SB), NOSPLIT, $0-24
	MOVQ a+0(FP), SI
	MOVQ n+8(FP), CX
	MOVQ to+16(FP), DI

widen8:
	VPMOVSXBW (SI), X0
	VMOVDQU   X0, (DI)
	ADDQ      $8, SI
	ADDQ      $16, DI
	SUBQ      $8, CX
	JNZ       widen8
	RET

// PAIRS adds to the sums of one row and eight columns, two sums a column, the
// products of four elements of the row with the weights in Y12 and Y13.
#define PAIRS(a, c0, c1) \
	VPBROADCASTQ a, Y14        \
	VPMADDWD     Y14, Y12, Y15 \
	VPADDD       Y15, c0, c0   \
	VPMADDWD     Y14, Y13, Y15 \
	VPADDD       Y15, c1, c1

// JOIN adds the two sums of each of eight columns and writes them.
#define JOIN(c0, c1, at) \
	VPHADDD c1, c0, c0     \
	VPERMQ  $0xD8, c0, c0  \
	VMOVDQU c0, at

// func productAVX2(a *int16, in int, panel *uint8, sums *int32)
TEXT ·productAVX2(SB), NOSPLIT, $0-32
	MOVQ in+8(FP), CX
	MOVQ panel+16(FP), R8
	MOVQ sums+24(FP), R9
	SHLQ $1, CX           // bytes a row
	MOVQ $8, R10          // columns go by eight

avxColumns:
	MOVQ a+0(FP), SI
	LEAQ (CX)(CX*2), DX
	ADDQ SI, DX
	MOVQ R8, DI
	MOVQ CX, BX
	SHRQ $3, BX
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
	VPXOR Y8, Y8, Y8
	VPXOR Y9, Y9, Y9
	VPXOR Y10, Y10, Y10
	VPXOR Y11, Y11, Y11

avx4:
	VPMOVZXBW (DI), Y12
	VPMOVZXBW 16(DI), Y13
	PAIRS((SI), Y0, Y1)
	PAIRS((SI)(CX*1), Y2, Y3)
	PAIRS((SI)(CX*2), Y4, Y5)
	PAIRS((DX), Y6, Y7)
	PAIRS((DX)(CX*1), Y8, Y9)
	PAIRS((DX)(CX*2), Y10, Y11)
	ADDQ $256, DI
	ADDQ $8, SI
	ADDQ $8, DX
	DECQ BX
	JNZ  avx4

	JOIN(Y0, Y1, (R9))
	JOIN(Y2, Y3, 256(R9))
	JOIN(Y4, Y5, 512(R9))
	JOIN(Y6, Y7, 768(R9))
	JOIN(Y8, Y9, 1024(R9))
	JOIN(Y10, Y11, 1280(R9))
	ADDQ $32, R8
	ADDQ $32, R9
	DECQ R10
	JNZ  avxColumns
	VZEROUPPER
	RET

// func finishAVX2(sums *int32, row float32, offset int32, column, bias, out *float32)
TEXT ·finishAVX2(SB), NOSPLIT, $0-40
	MOVQ sums+0(FP), SI
	MOVQ column+16(FP), DX
	MOVQ bias+24(FP), CX
	MOVQ out+32(FP), DI
	VBROADCASTSS row+8(FP), Y1
	VBROADCASTSS offset+12(FP), Y2
	MOVQ $8, BX

finish8:
	VMOVDQU   (SI), Y0
	VPSUBD    Y2, Y0, Y0
	VCVTDQ2PS Y0, Y0
	VMULPS    Y1, Y0, Y0
	VMULPS    (DX), Y0, Y0
	VADDPS    (CX), Y0, Y0
	VMOVUPS   Y0, (DI)
	ADDQ      $32, SI
	ADDQ      $32, DX
	ADDQ      $32, CX
	ADDQ      $32, DI
	DECQ      BX
	JNZ       finish8
	VZEROUPPER
	RET
