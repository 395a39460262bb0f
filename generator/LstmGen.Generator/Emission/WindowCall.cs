using LstmGen.Generator.Composition;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emission;

/// <summary>A method of the user's class that runs the kernels over one window, with the scratch on the stack while it fits the budget, else rented.</summary>
internal static class WindowCall
{
    /// <summary>The local <c>reading</c>: what follows answers from one state of the model, and runs again where that was changed meanwhile.</summary>
    public static readonly string Begin = $"using global::LstmGen.Runtime.Reading reading = {GeneratedCall.Of("BeginReading")};";

    /// <summary>The loop around what reads the model.</summary>
    public const string Loop = "while (reading.Next())";

    /// <param name="writer">Inside the class.</param>
    /// <param name="spec">The model.</param>
    /// <param name="plan">The model's plan.</param>
    /// <param name="signature">With the parameters <c>window</c>, <c>length</c> and <c>output</c>.</param>
    /// <param name="checks">Statements before anything is done.</param>
    /// <param name="afterwards">Statements that find the local <c>scratch</c> as the kernels left it.</param>
    public static void Write(SourceWriter writer, ModelSpec spec, ModelPlan plan, string signature, string checks, Action? afterwards = null)
    {
        int scratch = ScratchLength(spec, plan);
        bool stack = OnStack(spec, plan);
        if (stack && spec.AllowUnsafe)
        {
            writer.Line("[global::System.Runtime.CompilerServices.SkipLocalsInitAttribute]");
        }

        using (writer.Block(signature))
        {
            writer.Line(checks);
            writer.Line(Begin);
            if (stack)
            {
                writer.Line($"global::System.Span<float> scratch = stackalloc float[{scratch}];");
                WriteBody(writer, spec, plan, afterwards);
                return;
            }

            writer.Line($"global::LstmGen.Runtime.AlignedBuffer rented = {GeneratedCall.Of("RentScratch", Text.Of(scratch))};");
            using (writer.Block("try"))
            {
                writer.Line("global::System.Span<float> scratch = rented.Span;");
                WriteBody(writer, spec, plan, afterwards);
            }

            using (writer.Block("finally"))
            {
                writer.Line($"{GeneratedCall.Of("ReturnScratch", "rented")};");
            }
        }
    }

    /// <summary>Floats of scratch for one window, a scaled copy of it included.</summary>
    public static int ScratchLength(ModelSpec spec, ModelPlan plan) => plan.WindowLength + (Scaled(spec) ? Inputs(plan) : 0);

    /// <summary>Whether they lie on the stack.</summary>
    public static bool OnStack(ModelSpec spec, ModelPlan plan) => ScratchLength(spec, plan) * sizeof(float) <= spec.StackBudget;

    private static void WriteBody(SourceWriter writer, ModelSpec spec, ModelPlan plan, Action? afterwards)
    {
        string kernels = $"global::LstmGen.Generated.{ModelFile.KernelsName(spec)}";
        using SourceWriter.Scope loop = writer.Block(Loop);
        if (Scaled(spec))
        {
            writer.Line($"""
                global::System.Span<float> scaled = scratch.Slice({plan.WindowLength}, {Inputs(plan)});
                {GeneratedCall.Of("ScaleInput", "window", "scaled")};
                {kernels}.Window({GeneratedCall.Of("Packed")}, scaled, length, scratch, output);
                """);
        }
        else
        {
            writer.Line($"{kernels}.Window({GeneratedCall.Of("Packed")}, window, length, scratch, output);");
        }

        afterwards?.Invoke();
    }

    private static bool Scaled(ModelSpec spec) => spec.Scaling != "None";

    private static int Inputs(ModelPlan plan) => plan.Input.Steps * plan.Input.Width;
}
