using LstmGen.Generator.Planning;
using LstmGen.Generator.Writing;

namespace LstmGen.Generator.Gpu;

/// <summary>
/// A recurrent cell over the steps of rows: a block takes some rows through all steps, a thread owns a unit, its sums of every row in registers. Weights and h are in shared memory where they fit, values of a
/// step side by side for all rows, so that one read serves four rows. Sums go over x(t) and h(t−1) in order, as on the processor.
/// </summary>
internal abstract class GpuCell
{
    private readonly Recurrence _of;
    private readonly ParameterPlan _kernel;
    private readonly ParameterPlan _recurrent;

    /// <param name="code">Takes the kernels.</param>
    /// <param name="memory">Where views lie.</param>
    /// <param name="of">The cell.</param>
    /// <param name="gates">Sums of a unit that x(t), or h(t−1), adds to.</param>
    /// <param name="kernel">Weights of x(t).</param>
    /// <param name="recurrent">Weights of h(t−1).</param>
    /// <param name="name">Of the kernels.</param>
    protected GpuCell(GpuText code, GpuMemory memory, Recurrence of, int gates, ParameterPlan kernel, ParameterPlan recurrent, string name)
    {
        (Code, _of, Gates, _kernel, _recurrent, Name) = (code, of, gates, kernel, recurrent, name);
        (X, Y) = (memory.Of(of.X), memory.Of(of.Y));
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

    /// <summary>Shared memory that every GPU since Ampere has for a block.</summary>
    protected const int MostSharedBytes = 96 * 1024;

    protected int Units => _of.Units;

    protected int Inputs => _of.Inputs;

    protected int Steps => _of.Extent.Steps;

    protected int Threads => (Units + 31) / 32 * 32;

    /// <summary>Rows of a block, as the registers allow.</summary>
    protected int BlockRows => Units <= 256 ? 8 : 4;

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

    /// <summary>Weights as [input, then h][unit][gate] in the shared memory.</summary>
    /// <returns>The address of the unit's.</returns>
    protected string CopyWeights(PtxKernel kernel, int at, string unit)
    {
        EachOf(kernel, (Inputs + Units) * Units, index =>
        {
            string row = kernel.Op("div.u32", index, Units), of = kernel.Op("rem.u32", index, Units);
            string offset = kernel.Word(), recurrent = kernel.Word();
            string isInput = kernel.Is("lt.u32", row, Inputs);
            kernel.Do($"mad.lo.u32 {offset}, {row}, {Gates * Units}, {of}");
            kernel.Do($"add.u32 {recurrent}, {offset}, {_recurrent.Offset - Gates * Units * Inputs}");
            kernel.Do($"add.u32 {offset}, {offset}, {_kernel.Offset}");
            kernel.Do($"selp.b32 {offset}, {offset}, {recurrent}, {isInput}");
            string from = kernel.At(kernel.Argument64(GpuArgument.Parameters), offset);
            string[] gates = [.. Enumerable.Range(0, Gates).Select(gate => Load(kernel, $"[{from}+{4 * gate * Units}]"))];
            kernel.Do($"st.shared.v4.f32 [{Shared(kernel, at, index, 16)}], {{{string.Join(", ", gates.Concat(gates).Take(4))}}}");
        });
        return Shared(kernel, at, unit, 16);
    }

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

    /// <summary>Adds the products of some terms that lie in the shared memory, in order.</summary>
    protected void AddTerms(PtxKernel kernel, string[] sums, string terms, string weights, string column, int tensor, int firstTerm, int count, int rows)
    {
        const int most = 2;
        bool isShared = weights.Length > 0;
        string term = kernel.Op("add.u32", terms, 4 * rows * firstTerm), k = kernel.Number(0);
        string weight = isShared ? kernel.Op("add.u32", weights, 16 * Units * firstTerm) : kernel.Long();
        int bytes = isShared ? 16 * Units : 4 * Gates * Units;
        if (!isShared)
        {
            kernel.Do($"add.s64 {weight}, {column}, {4L * tensor}");
        }

        int whole = count / most * most;
        if (whole > 0)
        {
            kernel.While("lt.u32", k, whole, () =>
            {
                for (int i = 0; i < most; i++)
                {
                    AddTerm(kernel, sums, term, weight, isShared, i, bytes, rows);
                }

                kernel.Do($"add.u32 {term}, {term}, {4 * rows * most}");
                kernel.Do($"add.{(isShared ? "u32" : "s64")} {weight}, {weight}, {bytes * most}");
                kernel.Do($"add.u32 {k}, {k}, {most}");
            });
        }

        for (int i = 0; i < count - whole; i++)
        {
            AddTerm(kernel, sums, term, weight, isShared, i, bytes, rows);
        }
    }

    protected void AddTerm(PtxKernel kernel, string[] sums, string term, string weight, bool isShared, int i, int bytes, int rows)
    {
        string[] w = kernel.Floats(4);
        if (isShared)
        {
            kernel.Do($"ld.shared.v4.f32 {{{string.Join(", ", w)}}}, [{weight}+{i * bytes}]");
        }
        else
        {
            for (int gate = 0; gate < Gates; gate++)
            {
                kernel.Do($"ld.global.f32 {w[gate]}, [{weight}+{i * bytes + 4 * gate * Units}]");
            }
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
