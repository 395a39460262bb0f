using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Gpu;

/// <summary>y = activation(x·W + b) and its way back: a thread for each value, whose sum starts from the bias and goes over the inputs in order.</summary>
internal static class GpuAffine
{
    private const int Unrolled = 4;

    public static GpuLaunchPlan WriteForward(GpuText code, GpuMemory memory, Affine of, string name)
    {
        (GpuView x, GpuView y) = (memory.Of(of.X), memory.Of(of.Y));
        return GpuElements.Write(code, name, of.Extent.Steps, of.Extent.Valid is not null, of.Outputs, PtxMath.ReadsTable(of.Activation), place =>
        {
            PtxKernel kernel = place.Kernel;
            string parameters = kernel.Argument64(GpuArgument.Parameters), column = kernel.At(parameters, place.Value);
            string sum = kernel.Float();
            kernel.Do(of.Bias is { } bias ? $"ld.global.f32 {sum}, [{column}+{4L * bias.Offset}]" : $"mov.f32 {sum}, 0f00000000");
            string from = x.Step(kernel, x.Row(kernel, place.Row), place.Step);
            string weights = Moved(kernel, column, 4L * (of.Kernel.Offset + of.FirstColumn));
            Accumulate(kernel, sum, from, 4, weights, 4 * of.Columns, of.Inputs);
            place.Store(y, PtxMath.Value(kernel, of.Activation, sum));
        });
    }

    /// <summary>The gradient with respect to the sums; where there is no activation, it is that with respect to the outputs.</summary>
    public static GpuView SumGradient(GpuText code, GpuMemory memory, Affine of, GpuView outputGradient, string name, List<GpuLaunchPlan> launches)
    {
        if (of.Activation == "Linear")
        {
            return outputGradient;
        }

        (GpuView y, GpuView result) = (memory.Of(of.Y), memory.Take(of.Extent.Steps, of.Outputs));
        launches.Add(GpuElements.Write(code, name, of.Extent.Steps, of.Extent.Valid is not null, of.Outputs, readsTable: false, place =>
            place.Store(result, PtxMath.Multiply(place.Kernel, place.Load(outputGradient), PtxMath.Slope(place.Kernel, of.Activation, place.Load(y))))));
        return result;
    }

    public static GpuLaunchPlan WriteInputGradient(GpuText code, Affine of, GpuView sumGradient, GpuView inputGradient, bool adds, string name) =>
        GpuElements.Write(code, name, of.Extent.Steps, of.Extent.Valid is not null, of.Inputs, readsTable: false, place =>
        {
            PtxKernel kernel = place.Kernel;
            string sum = kernel.Float(), row = kernel.Op("mul.lo.u32", place.Value, of.Columns);
            kernel.Do($"mov.f32 {sum}, 0f00000000");
            string from = sumGradient.Step(kernel, sumGradient.Row(kernel, place.Row), place.Step);
            string weights = Moved(kernel, kernel.At(kernel.Argument64(GpuArgument.Parameters), row), 4L * (of.Kernel.Offset + of.FirstColumn));
            Accumulate(kernel, sum, from, 4, weights, 4, of.Outputs);
            place.Store(inputGradient, adds ? PtxMath.Add(kernel, place.Load(inputGradient), sum) : sum);
        });

    public static GpuLaunchPlan WriteWeightGradient(GpuText code, GpuMemory memory, Affine of, GpuView sumGradient, string name, int parameterCount)
    {
        List<GpuOuter.Part> parts = [new(memory.Of(of.X), of.Inputs, of.Kernel.Offset + of.FirstColumn, of.Columns)];
        if (of.Bias is { } bias)
        {
            parts.Add(new(null, 1, bias.Offset, 0));
        }

        return GpuOuter.Write(code, name, parts, sumGradient, of.Outputs, 0, new(of.Extent.Steps, of.Extent.Valid is not null, of.Extent.Steps, Reversed: false), parameterCount);
    }

    /// <summary>sum += Σ x·w over so many, some at a time.</summary>
    internal static void Accumulate(PtxKernel kernel, string sum, string x, int xStride, string w, int wStride, int count)
    {
        string left = kernel.Long(), right = kernel.Long(), k = kernel.Number(0);
        kernel.Do($"mov.u64 {left}, {x}");
        kernel.Do($"mov.u64 {right}, {w}");
        int whole = count / Unrolled * Unrolled;
        if (whole > 0)
        {
            kernel.While("lt.u32", k, whole, () =>
            {
                Terms(kernel, sum, left, xStride, right, wStride, Unrolled);
                kernel.Do($"add.s64 {left}, {left}, {Unrolled * xStride}");
                kernel.Do($"add.s64 {right}, {right}, {(long)Unrolled * wStride}");
                kernel.Do($"add.u32 {k}, {k}, {Unrolled}");
            });
        }

        Terms(kernel, sum, left, xStride, right, wStride, count - whole);
    }

    private static void Terms(PtxKernel kernel, string sum, string x, int xStride, string w, int wStride, int count)
    {
        for (int i = 0; i < count; i++)
        {
            string a = kernel.Float(), b = kernel.Float();
            kernel.Do($"ld.global.f32 {a}, [{x}+{i * xStride}]");
            kernel.Do($"ld.global.f32 {b}, [{w}+{(long)i * wStride}]");
            kernel.Do($"fma.rn.f32 {sum}, {a}, {b}, {sum}");
        }
    }

    private static string Moved(PtxKernel kernel, string address, long bytes)
    {
        string moved = kernel.Long();
        kernel.Do($"add.s64 {moved}, {address}, {bytes}");
        return moved;
    }
}
