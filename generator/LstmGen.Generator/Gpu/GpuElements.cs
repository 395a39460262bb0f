namespace LstmGen.Generator.Gpu;

/// <summary>Kernels with a thread for each value of each step of each row.</summary>
internal static class GpuElements
{
    private const int Threads = 256;

    /// <summary>Where a thread is.</summary>
    /// <param name="Kernel">That is written to.</param>
    /// <param name="Row">Of the batch.</param>
    /// <param name="Step">Of the row.</param>
    /// <param name="Value">Of the step.</param>
    internal sealed record Place(PtxKernel Kernel, string Row, string Step, string Value)
    {
        /// <summary>The address of the value that a view has here.</summary>
        public string Address(GpuView view) => Kernel.At(view.Step(Kernel, view.Row(Kernel, Row), Step), Value);

        /// <summary>Reads a value.</summary>
        public string Load(GpuView view)
        {
            string result = Kernel.Float();
            Kernel.Do($"ld.global.f32 {result}, [{Address(view)}]");
            return result;
        }

        /// <summary>Writes a value.</summary>
        public void Store(GpuView view, string value) => Kernel.Do($"st.global.f32 [{Address(view)}], {value}");
    }

    /// <summary>Writes a kernel over the steps of an extent.</summary>
    /// <param name="code">Takes it.</param>
    /// <param name="name">Of the kernel.</param>
    /// <param name="steps">Steps.</param>
    /// <param name="hasLengths">Whether a tile ends with its longest row.</param>
    /// <param name="width">Values of a step.</param>
    /// <param name="readsTable">Whether a function of it does.</param>
    /// <param name="body">What a thread does.</param>
    public static GpuLaunchPlan Write(GpuText code, string name, int steps, bool hasLengths, int width, bool readsTable, Action<Place> body)
    {
        PtxKernel kernel = code.Begin(name, Threads);
        if (readsTable)
        {
            kernel.WriteTable();
            kernel.Barrier();
        }

        string block = kernel.Word(), index = kernel.Word();
        kernel.Do($"mov.u32 {block}, %ctaid.x");
        kernel.Do($"mad.lo.u32 {index}, {block}, {Threads}, {kernel.Thread}");
        string all = kernel.Op("mul.lo.u32", kernel.Argument32(GpuArgument.Rows), steps * width);
        kernel.If(kernel.Is("lt.u32", index, all), () =>
        {
            string row = kernel.Op("div.u32", index, steps * width), rest = kernel.Op("rem.u32", index, steps * width);
            var place = new Place(kernel, row, kernel.Op("div.u32", rest, width), kernel.Op("rem.u32", rest, width));
            if (!hasLengths)
            {
                body(place);
                return;
            }

            kernel.If(kernel.Is("lt.s32", place.Step, GpuLengths.OfTile(kernel, row)), () => body(place));
        });
        return code.End(kernel, "Elements", steps * width);
    }
}
