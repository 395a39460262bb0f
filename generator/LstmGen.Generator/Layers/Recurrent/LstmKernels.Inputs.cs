using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

// One window with many inputs a step: what they add to the gates is known for many steps ahead, so that a weight that is read serves several steps.
internal sealed partial class LstmKernels
{
    /// <summary>From so many inputs on, storing the sums costs less than reading the weights at every step.</summary>
    private const int ManyInputs = 8;

    /// <summary>Steps whose sums are made at once: few enough to stay in the first-level cache until they are read.</summary>
    private const int StepsAhead = 16;

    public bool InputsAhead => _inputs >= ManyInputs;

    /// <summary>Floats that the sums of a window's steps need, and the inputs side by side before them.</summary>
    public long WindowSumsLength => InputsAhead ? InputsLength(Math.Min(_steps, StepsAhead)) + (long)Math.Min(_steps, StepsAhead) * GateRow : 0;

    /// <summary>Floats that the sums of a single step need.</summary>
    public long StepSumsLength => InputsAhead ? InputsLength(Math.Min(_steps, StepsAhead)) + GateRow : 0;

    private long InputsLength(int steps) => Allocator.Pad((long)steps * _inputs);

    private void WriteInputSums(SourceWriter writer)
    {
        int ahead = Math.Min(_steps, StepsAhead);
        writer.Line("/// <summary>Steps of one window as the rows of a product: what the bias and x(t) add to the gates.</summary>");
        writer.Line($"private readonly struct InputSumsShape : IRowProduct {{ {Code.Constants(
            ("int", "Inputs", _inputs), ("int", "InputRow", _inputs), ("int", "OutputRow", GateRow), ("bool", "HasBias", true))} }}");

        writer.Line();
        writer.Line("/// <summary>Steps of one window: what the bias and x(t) add to the gates. The inputs go side by side first, where the steps do not lie so.</summary>");
        writer.Line(Code.Hot);
        using (writer.Block("private static void InputSums(ref float pack, ref float x, nint xStep, nint steps, ref float room)"))
        {
            writer.Line($$"""
                ref float rows = ref x;
                if (xStep != Inputs && steps > 1)
                {
                    rows = ref room;
                    for (nint step = 0; step < steps; step++)
                    {
                        RowOps.Copy(ref Unsafe.Add(ref room, step * Inputs), ref Unsafe.Add(ref x, step * xStep), Inputs);
                    }
                }

                ref float sums = ref Unsafe.Add(ref room, {{InputsLength(ahead)}});
                nint t = 0;
                """);
            using (writer.Block("for (; t <= steps - Rows; t += Rows)"))
            {
                WriteInputCalls(writer, "Rows4");
            }

            using (writer.Block("for (; t < steps; t++)"))
            {
                WriteInputCalls(writer, "Row1");
            }
        }
    }

    private void WriteInputCalls(SourceWriter writer, string rows)
    {
        if (_blocks.Full > 0)
        {
            using (writer.Block($"for (nint block = 0; block < {_blocks.Full}; block++)"))
            {
                WriteInputBlock(writer, rows, BlockGates, "block * BlockWeights + ", "block * 64");
            }
        }

        if (_blocks.Tail > 0)
        {
            int at = TailWeights(Depth), sums = _blocks.Full * BlockGates;
            WriteInputBlock(writer, rows, 4 * _blocks.Tail, at == 0 ? "" : $"{at} + ", Text.Of(sums));
        }
    }

    private static void WriteInputBlock(SourceWriter writer, string rows, int lanes, string weights, string sums) => writer.Line(
        $"RowProduct.{rows}<InputSumsShape, Linear, {LaneGroup.TypesOf(lanes)}>(ref Unsafe.Add(ref rows, t * Inputs), ref Unsafe.Add(ref pack, {weights}FirstInput * {lanes}), "
        + $"ref Unsafe.Add(ref pack, {weights}Bias * {lanes}), ref Unsafe.Add(ref sums, t * GateRow + {sums}), 0);");
}
