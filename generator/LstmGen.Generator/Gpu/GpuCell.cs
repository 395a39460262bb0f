using LstmGen.Generator.Planning;
using LstmGen.Generator.Writing;

namespace LstmGen.Generator.Gpu;

/// <summary>
/// A recurrent cell over the steps of rows: a block takes some rows through all steps, a thread owns a unit, its sums of every row in registers. x(t) and h(t−1) are in shared memory, values
/// of a step side by side for all rows, so that one read serves four rows; weights stay in the cache, which leaves room for more blocks. Sums go over x(t) and h(t−1) in order, as on the processor.
/// </summary>
internal abstract class GpuCell
{
    private readonly Recurrence _of;
    private readonly ParameterPlan _recurrent;

    /// <param name="code">Takes the kernels.</param>
    /// <param name="memory">Where views lie.</param>
    /// <param name="of">The cell.</param>
    /// <param name="gates">Sums of a unit that x(t), or h(t−1), adds to.</param>
    /// <param name="recurrent">Weights of h(t−1).</param>
    /// <param name="name">Of the kernels.</param>
    protected GpuCell(GpuText code, GpuMemory memory, Recurrence of, int gates, ParameterPlan recurrent, string name)
    {
        (Code, _of, Gates, _recurrent, Name) = (code, of, gates, recurrent, name);
        (X, Y) = (memory.Of(of.X), memory.Of(of.Y));
        TransposedAt = memory.TakeScratch(gates * of.Units * of.Units);
        Hidden = of.EveryStep ? Y : memory.Take(of.Extent.Steps, of.Units);
    }

    protected GpuText Code { get; }

    protected string Name { get; }

    protected int Gates { get; }

    protected GpuView X { get; }

    protected GpuView Y { get; }

    /// <summary>On the tape: h(t), where y has not all of it.</summary>
    protected GpuView Hidden { get; }

    protected bool EveryStep => _of.EveryStep;

    protected bool Reversed => _of.Reversed;

    protected bool HasLengths => _of.Extent.Valid is not null;

    /// <summary>Units in whole blocks of 16, and what is left.</summary>
    protected int Whole => Units / Blocks.Width * Blocks.Width;

    protected int Rest => Units % Blocks.Width;

    /// <summary>The steps that the gradient of weights goes over.</summary>
    protected GpuOuter.Range Range => new(Steps, HasLengths, _of.Segment, Reversed);

    /// <summary>Terms of a sum between two tests of a loop.</summary>
    private const int Unrolled = 4;

    protected int Units => _of.Units;

    protected int Inputs => _of.Inputs;

    protected int Steps => _of.Extent.Steps;

    protected int Threads => (Units + 31) / 32 * 32;

    /// <summary>Rows of a block in prediction, as the registers allow.</summary>
    protected int PredictRows => Units <= 256 ? 8 : 4;

    /// <summary>Rows of a block in training: few, so that a small batch has many blocks. The steps of a row wait for each other, blocks do not.</summary>
    protected const int TrainRows = 4;

    /// <summary>Why the GPU has no kernel for the steps of a cell, or null.</summary>
    protected static string? WhyNotSteps(Recurrence of)
    {
        string? option = of.Starts.Count > 0 ? "a learned initial state" : of.RecurrentDropout > 0 ? "recurrent dropout" : of.Start is not null ? "first states that are given"
            : of.TakesOneStep ? "LastStep.OfSequence" : null;
        return option is not null ? $"the GPU has no kernel for {option}" : of.Units > 1_024 ? $"it has {of.Units} units, and a block has 1,024 threads" : null;
    }

    /// <summary>Forward; with the tape kept, or not.</summary>
    public abstract GpuLaunchPlan WriteForward(bool keepsTape);

    /// <summary>From the gradient with respect to the outputs to those with respect to the gates' sums.</summary>
    public abstract GpuLaunchPlan WriteBackward(GpuView dy);

    /// <summary>From those to the gradient with respect to the inputs.</summary>
    public abstract GpuLaunchPlan WriteInputGradient(GpuView dx, bool adds);

    /// <summary>From those to the gradients of the weights.</summary>
    public abstract IEnumerable<GpuLaunchPlan> WriteWeightGradients();

    /// <summary>Whether the last block has lanes without a unit, whose zeros are added too.</summary>
    protected bool HasPadding => new Blocks(Units).Lanes > Units;

    /// <summary>The unit of a thread; threads behind the last do what the last does, and write nothing.</summary>
    protected (string Unit, string Inside) UnitOf(PtxKernel kernel) => (kernel.Op("min.u32", kernel.Thread, Units - 1), kernel.Is("lt.u32", kernel.Thread, Units));

    protected static string FirstRow(PtxKernel kernel, int rows)
    {
        string block = kernel.Word();
        kernel.Do($"mov.u32 {block}, %ctaid.x");
        return kernel.Op("mul.lo.u32", block, rows);
    }

    /// <summary>An address in the shared memory: at + bytes·index.</summary>
    protected static string Shared(PtxKernel kernel, int at, string index, int bytes)
    {
        string start = kernel.Word(), result = kernel.Word();
        kernel.Do($"mov.u32 {start}, smem");
        kernel.Do($"add.u32 {start}, {start}, {at}");
        kernel.Do($"mad.lo.u32 {result}, {index}, {bytes}, {start}");
        return result;
    }

    /// <summary>Goes over numbers from the thread's own in strides of a block.</summary>
    protected void EachOf(PtxKernel kernel, int count, Action<string> body)
    {
        string at = kernel.Word();
        kernel.Do($"mov.u32 {at}, {kernel.Thread}");
        kernel.While("lt.u32", at, count, () =>
        {
            body(at);
            kernel.Do($"add.u32 {at}, {at}, {Threads}");
        });
    }

    protected static string Load(PtxKernel kernel, string place)
    {
        string result = kernel.Float();
        kernel.Do($"ld.global.f32 {result}, {place}");
        return result;
    }

    /// <summary>The step of the sequence that comes at a place in the order of this direction.</summary>
    protected string StepOf(PtxKernel kernel, string at, string last) => Reversed ? kernel.Op("sub.s32", kernel.Op("sub.s32", last, 1), at) : at;

    /// <summary>The biases of a unit, or zeros.</summary>
    /// <param name="kernel">That it is written to.</param>
    /// <param name="column">The address of the unit's first parameter.</param>
    /// <param name="bias">The tensor, a row of gates by units; null for none.</param>
    /// <param name="row">Which of its rows.</param>
    protected string[] Bias(PtxKernel kernel, string column, ParameterPlan? bias, int row = 0)
    {
        string[] values = kernel.Floats(Gates);
        for (int gate = 0; gate < Gates; gate++)
        {
            kernel.Do(bias is { } tensor ? $"ld.global.f32 {values[gate]}, [{column}+{4L * (tensor.Offset + (row * Gates + gate) * Units)}]" : $"mov.f32 {values[gate]}, 0f00000000");
        }

        return values;
    }

    /// <summary>x(t) of all rows to the shared memory: [input][row].</summary>
    protected void LoadInputs(PtxKernel kernel, string to, string step, string first, int rows) => EachOf(kernel, Inputs * rows, index =>
    {
        string row = kernel.Op("div.u32", index, Inputs), input = kernel.Op("rem.u32", index, Inputs);
        string from = kernel.At(X.Step(kernel, X.Row(kernel, kernel.Op("add.u32", first, row)), step), input);
        string value = Load(kernel, $"[{from}]"), place = kernel.Word();
        kernel.Do($"mad.lo.u32 {place}, {input}, {rows}, {row}");
        kernel.Do($"mad.lo.u32 {place}, {place}, 4, {to}");
        kernel.Do($"st.shared.f32 [{place}], {value}");
    });

    /// <summary>Adds the products of some terms that lie in the shared memory with a unit's weights, in order.</summary>
    /// <param name="kernel">That it is written to.</param>
    /// <param name="sums">Gates of a row, row by row.</param>
    /// <param name="terms">The first term's address.</param>
    /// <param name="weights">The address of the unit's first weight.</param>
    /// <param name="count">How many terms.</param>
    /// <param name="rows">Rows of a term.</param>
    protected void AddTerms(PtxKernel kernel, string[] sums, string terms, string weights, int count, int rows)
    {
        string term = kernel.Op("add.u32", terms, 0), weight = kernel.Long(), k = kernel.Number(0);
        kernel.Do($"mov.u64 {weight}, {weights}");
        int whole = count / Unrolled * Unrolled, bytes = 4 * Gates * Units;
        if (whole > 0)
        {
            kernel.While("lt.u32", k, whole, () =>
            {
                for (int i = 0; i < Unrolled; i++)
                {
                    AddTerm(kernel, sums, term, weight, i, rows);
                }

                kernel.Do($"add.u32 {term}, {term}, {4 * rows * Unrolled}");
                kernel.Do($"add.s64 {weight}, {weight}, {bytes * Unrolled}");
                kernel.Do($"add.u32 {k}, {k}, {Unrolled}");
            });
        }

        for (int i = 0; i < count - whole; i++)
        {
            AddTerm(kernel, sums, term, weight, i, rows);
        }
    }

    private void AddTerm(PtxKernel kernel, string[] sums, string term, string weight, int i, int rows)
    {
        string[] w = kernel.Floats(Gates);
        for (int gate = 0; gate < Gates; gate++)
        {
            kernel.Do($"ld.global.nc.f32 {w[gate]}, [{weight}+{4 * (i * Gates + gate) * Units}]");
        }

        for (int row = 0; row < rows; row += 4)
        {
            string[] z = kernel.Floats(4);
            kernel.Do($"ld.shared.v4.f32 {{{string.Join(", ", z)}}}, [{term}+{4 * (i * rows + row)}]");
            for (int of = 0; of < 4; of++)
            {
                for (int gate = 0; gate < Gates; gate++)
                {
                    string sum = sums[Gates * (row + of) + gate];
                    kernel.Do($"fma.rn.f32 {sum}, {z[of]}, {w[gate]}, {sum}");
                }
            }
        }
    }

    /// <summary>The address of a unit's first weight in a tensor.</summary>
    protected static string Weights(PtxKernel kernel, string column, ParameterPlan tensor)
    {
        string address = kernel.Long();
        kernel.Do($"add.s64 {address}, {column}, {4L * tensor.Offset}");
        return address;
    }

    /// <summary>The address of a unit's recurrent weights on their way back, from where one is a row of all units further on.</summary>
    protected string Transposed(PtxKernel kernel, string unit) => kernel.At(GpuScratch.Address(kernel, TransposedAt), unit);

    /// <summary>Where the transposed recurrent weights lie in the scratch of a model.</summary>
    protected int TransposedAt { get; }

    /// <summary>Lays the recurrent weights out for the way back: [gate's gradient, in the order of the sums][unit].</summary>
    public GpuLaunchPlan WriteTranspose()
    {
        const int threads = 256;
        PtxKernel kernel = Code.Begin($"{Name}_transpose", threads);
        string block = kernel.Word(), index = kernel.Word();
        kernel.Do($"mov.u32 {block}, %ctaid.x");
        kernel.Do($"mad.lo.u32 {index}, {block}, {threads}, {kernel.Thread}");
        int count = Gates * Units * Units;
        kernel.If(kernel.Is("lt.u32", index, count), () =>
        {
            string unit = kernel.Op("rem.u32", index, Units), column = ColumnOf(kernel, kernel.Op("div.u32", index, Units)), offset = kernel.Word();
            kernel.Do($"mad.lo.u32 {offset}, {unit}, {Gates * Units}, {column}");
            string value = Load(kernel, $"[{Weights(kernel, kernel.At(kernel.Argument64(GpuArgument.Parameters), offset), _recurrent)}]");
            kernel.Do($"st.global.f32 [{kernel.At(GpuScratch.Address(kernel, TransposedAt), index)}], {value}");
        });
        return Code.End(kernel, "Fixed", (count + threads - 1) / threads);
    }

    /// <summary>The canonical column, gate · units + unit, of a gradient in the order of the sums.</summary>
    protected abstract string ColumnOf(PtxKernel kernel, string term);

    /// <summary>h of a row's last step in this direction is the output.</summary>
    protected void KeepLast(PtxKernel kernel, string inside, string step, string length, string place, string hidden)
    {
        string isLast = Reversed ? kernel.Is("eq.s32", step, 0) : kernel.Is("eq.s32", kernel.Op("add.s32", step, 1), length), both = kernel.Predicate();
        kernel.Do($"and.pred {both}, {isLast}, {inside}");
        kernel.Do($"@{both} st.global.f32 {place}, {hidden}");
    }

    /// <summary>h(t) to where the next step reads it.</summary>
    protected void HandOver(PtxKernel kernel, string inside, string next, string mine, string[] hidden) => kernel.If(inside, () =>
    {
        string place = kernel.Op("add.u32", next, mine);
        for (int row = 0; row < hidden.Length; row += 4)
        {
            kernel.Do($"st.shared.v4.f32 [{place}+{4 * (Inputs * hidden.Length + row)}], {{{string.Join(", ", hidden.Skip(row).Take(4))}}}");
        }
    });

    /// <summary>Past a row's end nothing has a gradient.</summary>
    protected void Restart(PtxKernel kernel, string step, string length, params string[] gradients)
    {
        string starts = Reversed ? kernel.Is("ge.s32", step, length) : kernel.Is("ge.s32", kernel.Op("add.s32", step, 1), length);
        foreach (string gradient in gradients)
        {
            kernel.Do($"selp.f32 {gradient}, 0f00000000, {gradient}, {starts}");
        }
    }

    /// <summary>A value of the step before in the order of this direction: zero where there is none.</summary>
    protected string Before(PtxKernel kernel, string step, string before, string length, string last, string place)
    {
        string value = kernel.Float(), there = Reversed ? kernel.Is("lt.s32", before, last) : kernel.Is("gt.s32", step, 0);
        kernel.Do($"mov.f32 {value}, 0f00000000");
        if (Reversed)
        {
            kernel.Do($"and.pred {there}, {there}, {kernel.Is("ne.s32", before, length)}");
        }

        kernel.Do($"@{there} ld.global.f32 {value}, {place}");
        return value;
    }

    protected void AddOutputGradient(PtxKernel kernel, string step, string length, string place, string dh)
    {
        string reads = EveryStep ? kernel.Is("lt.s32", step, length)
            : Reversed ? kernel.Is("eq.s32", step, 0) : kernel.Is("eq.s32", kernel.Op("add.s32", step, 1), length);
        string dy = kernel.Float();
        kernel.Do($"@{reads} ld.global.f32 {dy}, {place}");
        kernel.Do($"@{reads} add.rn.f32 {dh}, {dh}, {dy}");
    }

    /// <summary>Lanes without a unit add +0, which turns −0 to +0 and nothing else.</summary>
    protected void AddPadding(PtxKernel kernel, string[] sums)
    {
        for (int i = 0; HasPadding && i < sums.Length; i++)
        {
            kernel.Do($"add.rn.f32 {sums[i]}, {sums[i]}, 0f00000000");
        }
    }

    /// <summary>The address of a row of a tensor with a column a gate and unit.</summary>
    protected static string WeightRow(PtxKernel kernel, ParameterPlan tensor, string row)
    {
        string offset = kernel.Op("mul.lo.u32", row, tensor.Dimensions[1]), address = kernel.Long();
        kernel.Do($"add.s64 {address}, {kernel.At(kernel.Argument64(GpuArgument.Parameters), offset)}, {4L * tensor.Offset}");
        return address;
    }

    /// <summary>What was read last is written next.</summary>
    protected static void Swap(PtxKernel kernel, string now, string next)
    {
        string other = kernel.Word();
        kernel.Do($"mov.u32 {other}, {now}");
        kernel.Do($"mov.u32 {now}, {next}");
        kernel.Do($"mov.u32 {next}, {other}");
    }
}
