using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Gpu;

/// <summary>Steps that are passed on elsewhere, and their way back: the last one, all side by side, one vector several times.</summary>
internal static class GpuSteps
{
    public static GpuLaunchPlan WriteForward(GpuText code, GpuMemory memory, Operation operation, string name)
    {
        (GpuView x, GpuView y) = (memory.Of(operation.Reads[0]), memory.Of(operation.Writes[0]));
        switch (operation)
        {
            case Last of:
                return GpuElements.Write(code, name, 1, hasLengths: false, of.Width, readsTable: false, place => place.Store(y, (place with { Step = LastOf(place) }).Load(x)));
            case SideBySide of:
                // Zeros where a row has no more.
                return GpuElements.Write(code, name, of.Extent.Steps, hasLengths: false, of.Width, readsTable: false, place =>
                {
                    string value = Within(place, "lt.s32", place.Step, GpuLengths.Of(place.Kernel, place.Row), () => place.Load(x));
                    Beside(place, of).Store(y, value);
                });
            default:
                var repeat = (Repeat)operation;
                return GpuElements.Write(code, name, repeat.Times, hasLengths: false, repeat.Width, readsTable: false, place => place.Store(y, (place with { Step = "0" }).Load(x)));
        }
    }

    public static GpuLaunchPlan WriteBackward(GpuText code, Operation operation, GpuView dy, GpuView dx, string name)
    {
        switch (operation)
        {
            case Last of:
                return GpuElements.Write(code, name, of.Extent.Steps, of.Extent.Valid is not null, of.Width, readsTable: false, place =>
                    place.Store(dx, Within(place, "eq.s32", place.Step, LastOf(place), () => (place with { Step = "0" }).Load(dy))));
            case SideBySide of:
                return GpuElements.Write(code, name, of.Extent.Steps, of.Extent.Valid is not null, of.Width, readsTable: false, place =>
                    place.Store(dx, Within(place, "lt.s32", place.Step, GpuLengths.Of(place.Kernel, place.Row), () => Beside(place, of).Load(dy))));
            default:
                var repeat = (Repeat)operation;
                return GpuElements.Write(code, name, 1, hasLengths: false, repeat.Width, readsTable: false, place =>
                {
                    PtxKernel kernel = place.Kernel;
                    string sum = (place with { Step = "0" }).Load(dy), step = kernel.Number(1), total = kernel.Float();
                    kernel.Do($"mov.f32 {total}, {sum}");
                    kernel.While("lt.u32", step, repeat.Times, () =>
                    {
                        kernel.Do($"add.rn.f32 {total}, {total}, {(place with { Step = step }).Load(dy)}");
                        kernel.Do($"add.u32 {step}, {step}, 1");
                    });
                    place.Store(dx, total);
                });
        }
    }

    private static string LastOf(GpuElements.Place place) => place.Kernel.Op("sub.s32", GpuLengths.Of(place.Kernel, place.Row), 1);

    /// <summary>The same value among those of all steps.</summary>
    private static GpuElements.Place Beside(GpuElements.Place place, SideBySide of)
    {
        string value = place.Kernel.Word();
        place.Kernel.Do($"mad.lo.u32 {value}, {place.Step}, {of.Width}, {place.Value}");
        return place with { Step = "0", Value = value };
    }

    /// <summary>A value where a comparison holds, else zero.</summary>
    private static string Within(GpuElements.Place place, string comparison, string a, string b, Func<string> value)
    {
        PtxKernel kernel = place.Kernel;
        string result = kernel.Float();
        kernel.Do($"mov.f32 {result}, 0f00000000");
        kernel.If(kernel.Is(comparison, a, b), () => kernel.Do($"mov.f32 {result}, {value()}"));
        return result;
    }
}
