using LstmGen.Generator.Emission;

namespace LstmGen.Generator.Kernels;

/// <summary>
/// The first micro-kernel: rows × weights. Every row and vector has its accumulator in a register; one loop runs over k with one broadcast
/// a row and one load a weight vector. Sums run over k in order, whatever the width, so all widths give the same bits. With one row it is
/// the third micro-kernel, vector × weights.
/// </summary>
/// <param name="rows">Rows in registers.</param>
/// <param name="vectors">The vectors of a row of weights.</param>
/// <param name="rowStride">Floats between the rows' inputs, or null where each row has a reference of its own, which ends in its number.</param>
internal sealed class RowTile(int rows, IReadOnlyList<Vec> vectors, int? rowStride)
{
    /// <summary>Terms of the sum: inputs [Input, Input + Count) meet the weight rows from Weight on. End, a variable, may cut them short.</summary>
    public readonly record struct Phase(string Inputs, int Input, int Count, int Weight, string Comment, string? End = null);

    public static string Accumulator(int row, Vec vector) => $"{vector.Name}{row}";

    /// <summary>Accumulators that start at a row of biases, or at zero where there is none.</summary>
    public void Start(SourceWriter writer, int? biasRow) => Start(writer, vector => biasRow is int bias
        ? Vec.Load(vector.Lanes, vector.Weights, bias * vector.Stride + vector.Offset)
        : $"{vector.Type}<float>.Zero");

    /// <summary>Accumulators that all rows start at.</summary>
    public void Start(SourceWriter writer, Func<Vec, string> value)
    {
        foreach (Vec vector in vectors)
        {
            writer.Line($"{vector.Value} {Accumulator(0, vector)} = {value(vector)};");
        }

        for (int row = 1; row < rows; row++)
        {
            writer.Line(string.Join(" ", vectors.Select(v => $"{v.Value} {Accumulator(row, v)} = {Accumulator(0, v)};")));
        }
    }

    /// <summary>The multiply-adds of one phase.</summary>
    public void Accumulate(SourceWriter writer, Phase phase)
    {
        if (phase.Count == 0)
        {
            return;
        }

        writer.Line($"// {phase.Comment}");
        if (phase.Count <= 2 && phase.End is null)
        {
            for (int k = 0; k < phase.Count; k++)
            {
                int weightRow = phase.Weight + k;
                using (writer.Block(null))
                {
                    Step(writer, phase.Inputs, phase.Input + k, null, v => Vec.Load(v.Lanes, v.Weights, weightRow * v.Stride + v.Offset));
                }
            }

            return;
        }

        var pointers = vectors.Select(v => (v.Weights, v.Stride)).Distinct().ToArray();
        foreach ((string weights, int stride) in pointers)
        {
            writer.Line($"ref float {weights}{phase.Weight} = ref {Vec.At(weights, phase.Weight * stride)};");
        }

        using (writer.Block($"for (nint k = {phase.Input}; k < {phase.End ?? (phase.Input + phase.Count).ToString()}; k++)"))
        {
            Step(writer, phase.Inputs, 0, "k", v => Vec.Load(v.Lanes, $"{v.Weights}{phase.Weight}", v.Offset));
            foreach ((string weights, int stride) in pointers)
            {
                writer.Line($"{weights}{phase.Weight} = ref Unsafe.Add(ref {weights}{phase.Weight}, {stride});");
            }
        }
    }

    /// <summary>
    /// The multiply-adds of one phase of one row whose weights have half the bytes: a word holds those of two terms. An odd last term has a zero
    /// beside it, and an input that is there to be read.
    /// </summary>
    /// <param name="writer">The kernel.</param>
    /// <param name="phase">The terms; Weight is not used.</param>
    /// <param name="pairs">The reference that a vector's words are read from.</param>
    public void AccumulatePairs(SourceWriter writer, Phase phase, Func<Vec, string> pairs)
    {
        int widest = vectors.Max(v => v.Lanes);
        writer.Line($"// {phase.Comment}; two rows of weights a word");
        using (writer.Block($"for (nint k = {phase.Input}; k < {phase.End ?? (phase.Input + phase.Count).ToString()}; k += 2)"))
        {
            writer.Line($"{Vec.ValueOf(widest)} lower = {Vec.TypeOf(widest)}.Create(Unsafe.Add(ref {phase.Inputs}, k));");
            writer.Line($"{Vec.ValueOf(widest)} upper = {Vec.TypeOf(widest)}.Create(Unsafe.Add(ref {phase.Inputs}, k + 1));");
            for (int v = 0; v < vectors.Count; v++)
            {
                Vec vector = vectors[v];
                string accumulator = Accumulator(0, vector);
                writer.Line($"{vector.Value} pair{v} = {Vec.Load(vector.Lanes, pairs(vector), vector.Offset)};");
                writer.Line($"{accumulator} = {vector.Type}.FusedMultiplyAdd({Vec.Narrow("lower", widest, vector.Lanes)}, RowLanes.LowerHalves(pair{v}), {accumulator});");
                writer.Line($"{accumulator} = {vector.Type}.FusedMultiplyAdd({Vec.Narrow("upper", widest, vector.Lanes)}, RowLanes.UpperHalves(pair{v}), {accumulator});");
            }

            foreach ((string reference, int stride) in vectors.Select(v => (pairs(v), v.Stride)).Distinct())
            {
                writer.Line($"{reference} = ref Unsafe.Add(ref {reference}, {stride});");
            }
        }
    }

    private void Step(SourceWriter writer, string inputs, int input, string? index, Func<Vec, string> load)
    {
        int widest = vectors.Max(v => v.Lanes);
        bool shared = rows > 1;
        if (shared)
        {
            for (int v = 0; v < vectors.Count; v++)
            {
                writer.Line($"{vectors[v].Value} weight{v} = {load(vectors[v])};");
            }
        }

        for (int row = 0; row < rows; row++)
        {
            int offset = input + row * (rowStride ?? 0);
            string at = index is null ? offset.ToString() : offset == 0 ? index : $"{index} + {offset}";
            string from = rowStride is null ? inputs + row : inputs;
            writer.Line($"{Vec.ValueOf(widest)} value{row} = {Vec.TypeOf(widest)}.Create(Unsafe.Add(ref {from}, {at}));");
            for (int v = 0; v < vectors.Count; v++)
            {
                Vec vector = vectors[v];
                string weight = shared ? $"weight{v}" : load(vector);
                string accumulator = Accumulator(row, vector);
                writer.Line($"{accumulator} = {vector.Type}.FusedMultiplyAdd({Vec.Narrow($"value{row}", widest, vector.Lanes)}, {weight}, {accumulator});");
            }
        }
    }
}
