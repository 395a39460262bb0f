using LstmGen.Generator.Kernels;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>What kernels that are composed of products, step after step, write alike: <see cref="LstmVariants"/>, <see cref="GruKernels"/> and <see cref="SimpleRnnKernels"/>.</summary>
internal static class ComposedKernels
{
    /// <summary>Writes where a direction's parts lie in the regions that it is given, a comment above each group.</summary>
    public static void WritePlaces(SourceWriter writer, IEnumerable<(string Comment, (string Name, int Offset)[] Places)> groups)
    {
        foreach ((string comment, (string Name, int Offset)[] places) in groups)
        {
            writer.Line();
            writer.Line($"// {comment}");
            foreach ((string name, int offset) in places)
            {
                writer.Line($"public const int {name} = {offset};");
            }
        }
    }

    /// <summary>Writes, inside the loop over steps, where rows start.</summary>
    /// <param name="writer">In the pass over a tile.</param>
    /// <param name="start">Starts a row.</param>
    public static void WriteStartRows(SourceWriter writer, string start)
    {
        writer.Line("// All rows start here; a shorter row starts again later, when the steps come from the end.");
        using (writer.Block("for (int row = 0; row < Rows; row++)"))
        using (writer.Block("if (t == from || starts[row] == t)"))
        {
            writer.Line(start);
        }
    }

    /// <summary>Writes, behind the steps, where the output lies that is not passed on step by step.</summary>
    /// <param name="writer">In the pass over a tile.</param>
    /// <param name="stateRow">Floats of one row of h.</param>
    /// <param name="width">Of h.</param>
    public static void WriteLast(SourceWriter writer, string stateRow, string width)
    {
        writer.Line("// h after each row's last valid step is the output.");
        using (writer.Block("for (int row = 0; row < Rows; row++)"))
        {
            writer.Line($"RowOps.Copy(ref Unsafe.Add(ref work, Last + row * {stateRow}), ref Unsafe.Add(ref work, ends[row] * ZStep + row * ZRow), {width});");
        }
    }

    /// <summary>Writes the way back: segments of steps, each step after step, then its share of the weights.</summary>
    /// <param name="writer">In the class of the kernels.</param>
    /// <param name="locals">The gradients that go from step to step: their locals, and that they start as zeros.</param>
    /// <param name="step">Writes one step.</param>
    /// <param name="weights">Writes the gradient of the weights over a segment.</param>
    /// <param name="state">What came before the first step, in words.</param>
    /// <param name="initial">Writes its gradient for one row; null where nothing has learned it.</param>
    public static void WriteBackward(SourceWriter writer, string locals, Action step, Action weights, string state, Action? initial)
    {
        writer.Line("/// <summary>Back through all steps of a tile, then the gradient of the weights.</summary>");
        writer.Line(Code.Hot);
        using (writer.Block(
            "public static void Backward(ref float pack, ref float work, ref float tape, ref float dy, nint dyStep, nint dyRow, ref float gradient, nint from, nint to, in RowLengths starts, in RowLengths ends)"))
        {
            writer.Line(locals);
            writer.Line();
            writer.Line("// Some steps at a time, then their share of the weights, while they are in the cache.");
            using (writer.Block("for (nint end = to; end > from; end -= Segment)"))
            {
                writer.Line("nint start = Math.Max(end - Segment, from);");
                using (writer.Block("for (nint t = end - 1; t >= start; t--)"))
                {
                    step();
                }

                writer.Line();
                weights();
            }

            if (initial is not null)
            {
                writer.Line();
                writer.Line($"// What is left is the gradient with respect to {state} before the first step; rows that started later have given theirs.");
                using (writer.Block("for (nint row = 0; row < Rows; row++)"))
                {
                    initial();
                }
            }
        }
    }
}
