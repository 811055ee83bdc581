package tagger

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
)

// Info is what a model says of itself.
type Info struct {
	Format     int    `json:"format"`
	Articles   int    `json:"articles"` // that it was trained on
	Tokens     int    `json:"tokens"`
	Seed       uint64 `json:"seed"`
	Rows       int    `json:"rows"` // features of the first pass
	SecondRows int    `json:"second_rows"`
	Words      int    `json:"words"` // that have a cluster
}

// Model is everything that training learns.
type Model struct {
	Info     Info
	Clusters *Clusters
	First    Pass
	Second   Pass
	Linker   Linker
	Scale    Calibration
}

const (
	modelMagic  = "readout attribution\n"
	modelFormat = 4
	maxBits     = 24
)

// WriteTo writes the model's file: a line of magic, a line of JSON (Info), and
// the tables in little-endian order. The same model gives the same bytes.
func (m *Model) WriteTo(w io.Writer) (int64, error) {
	m.Info.Format = modelFormat
	m.Info.Rows, m.Info.SecondRows = len(m.First.Features.rows), len(m.Second.Features.rows)
	slots := m.Clusters.slots()
	m.Info.Words = len(slots)
	head, err := json.Marshal(m.Info)
	if err != nil {
		return 0, err
	}
	var b bytes.Buffer
	b.WriteString(modelMagic)
	b.Write(head)
	b.WriteByte('\n')
	put := func(values ...any) {
		for _, v := range values {
			binary.Write(&b, binary.LittleEndian, v) // to memory: cannot fail
		}
	}
	last := uint32(0)
	var varint [binary.MaxVarintLen32]byte
	for _, s := range slots {
		b.Write(varint[:binary.PutUvarint(varint[:], uint64(s.Word-last))])
		put(s.Fine, s.Coarse, s.Sense)
		last = s.Word
	}
	for _, t := range []*Pass{&m.First, &m.Second} {
		f := &t.Features
		put(uint8(f.bits), f.scale)
		last = 0
		for _, n := range f.numbers() {
			b.Write(varint[:binary.PutUvarint(varint[:], uint64(n-last))])
			last = n
		}
		for i := range f.rows {
			put(f.rows[i][:])
		}
		put(&t.Transitions)
	}
	putHalf(&b, m.Linker.Content[:])
	putHalf(&b, m.Linker.Source[:])
	put(&m.Scale)
	n, err := w.Write(b.Bytes())
	return int64(n), err
}

// linkScale: the linker's weights are kept in steps of this.
const linkScale = 1.0 / 1024

func putHalf(b *bytes.Buffer, w []float32) {
	for _, x := range w {
		binary.Write(b, binary.LittleEndian, int16(max(-32767, min(32767, math.Round(float64(x/linkScale))))))
	}
}

func readHalf(r io.Reader, w []float32) error {
	raw := make([]int16, len(w))
	if err := binary.Read(r, binary.LittleEndian, raw); err != nil {
		return err
	}
	for i, x := range raw {
		w[i] = float32(x) * linkScale
	}
	return nil
}

// ReadModel reads what WriteTo wrote. It fails on bytes of another format, and
// where the file is cut short.
func ReadModel(b []byte) (*Model, error) {
	m := &Model{}
	r := bufio.NewReader(bytes.NewReader(b))
	if magic, err := r.ReadString('\n'); err != nil || magic != modelMagic {
		return nil, errors.New("attribution model: not one")
	}
	head, err := r.ReadBytes('\n')
	if err != nil {
		return nil, fmt.Errorf("attribution model: header: %w", err)
	}
	if err := json.Unmarshal(head, &m.Info); err != nil {
		return nil, fmt.Errorf("attribution model: header: %w", err)
	}
	if m.Info.Format != modelFormat {
		return nil, fmt.Errorf("attribution model: format %d, this program reads %d: train it again", m.Info.Format, modelFormat)
	}
	if min(m.Info.Rows, m.Info.SecondRows, m.Info.Words) < 0 || max(m.Info.Rows, m.Info.SecondRows, m.Info.Words) > len(b) {
		return nil, errors.New("attribution model: impossible size")
	}
	if err := m.readTables(r); err != nil {
		return nil, fmt.Errorf("attribution model: %w", err)
	}
	return m, nil
}

func (m *Model) readTables(r *bufio.Reader) error {
	slots := make([]ClusterSlot, m.Info.Words)
	word := uint32(0)
	for i := range slots {
		d, err := binary.ReadUvarint(r)
		if err != nil {
			return fmt.Errorf("clusters: %w", err)
		}
		word += uint32(d)
		var three [6]byte
		if _, err := io.ReadFull(r, three[:]); err != nil {
			return fmt.Errorf("clusters: %w", err)
		}
		le := binary.LittleEndian
		slots[i] = ClusterSlot{word, le.Uint16(three[:2]), le.Uint16(three[2:4]), le.Uint16(three[4:])}
	}
	m.Clusters = NewClusters(slots)
	if err := m.First.read(r, m.Info.Rows); err != nil {
		return fmt.Errorf("first pass: %w", err)
	}
	if err := m.Second.read(r, m.Info.SecondRows); err != nil {
		return fmt.Errorf("second pass: %w", err)
	}
	return errors.Join(
		readHalf(r, m.Linker.Content[:]),
		readHalf(r, m.Linker.Source[:]),
		binary.Read(r, binary.LittleEndian, &m.Scale),
	)
}

// read reads one pass of so many rows.
func (t *Pass) read(r *bufio.Reader, size int) error {
	var bits uint8
	var scale float32
	if err := errors.Join(binary.Read(r, binary.LittleEndian, &bits), binary.Read(r, binary.LittleEndian, &scale)); err != nil {
		return fmt.Errorf("features: %w", err)
	}
	if bits < 6 || bits > maxBits {
		return fmt.Errorf("features: %d bits", bits)
	}
	numbers, rows := make([]uint32, size), make([]Row, size)
	n := uint64(0)
	for i := range numbers {
		d, err := binary.ReadUvarint(r)
		if err != nil {
			return fmt.Errorf("features: %w", err)
		}
		if n += d; n >= 1<<bits {
			return fmt.Errorf("feature number %d is too great", n)
		}
		numbers[i] = uint32(n)
	}
	raw := make([]byte, len(rows)*len(Row{}))
	if _, err := io.ReadFull(r, raw); err != nil {
		return fmt.Errorf("weights: %w", err)
	}
	for i := range rows {
		for y := range rows[i] {
			rows[i][y] = int8(raw[i*len(Row{})+y])
		}
	}
	t.Features = NewWeights(uint(bits), numbers, rows, scale)
	if err := binary.Read(r, binary.LittleEndian, &t.Transitions); err != nil {
		return fmt.Errorf("transitions: %w", err)
	}
	t.Prepare()
	return nil
}
