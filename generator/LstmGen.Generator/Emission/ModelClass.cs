using LstmGen.Generator.Composition;
using LstmGen.Generator.Layers;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emission;

/// <summary>The members that the generator adds to the user's class.</summary>
internal static class ModelClass
{
    /// <summary>The body of a member that cannot work.</summary>
    public const string HasErrors = "throw new global::System.InvalidOperationException(\"The declaration of this model has errors.\");";

    public static void Write(SourceWriter writer, ModelSpec spec, ModelPlan plan)
    {
        IReadOnlyList<Ability> abilities = ModelAbilities.Of(spec, plan);
        ModelCard.Write(writer, spec, plan);
        using (writer.Block($"partial class {spec.ClassName} : {ModelAbilities.Bases(spec, abilities.Select(ability => ability.FullName))}"))
        {
            WriteConstructor(writer, spec, $"base(global::LstmGen.Generated.{ModelFile.KernelsName(spec)}.Instance, seed)");
            if (plan.Decoder is null)
            {
                writer.Line();
                WritePredict(writer, spec, plan);
            }

            WriteAbilities(writer, abilities);
            AttendMembers.Write(writer, spec, plan);
            TokenMembers.Write(writer, plan);
            if (plan.CanStep)
            {
                writer.Line();
                WriteStep(writer, spec, plan);
                TokenMembers.WriteStep(writer, plan);
            }
        }
    }

    /// <summary>For a declaration with errors: the members that most models have.</summary>
    public static void WriteSignatures(SourceWriter writer, ModelSpec spec, bool annotated)
    {
        const string body = HasErrors;
        Ability[] abilities = DecoderMembers.Has(spec) ? [] : [.. AttendMembers.Abilities(spec, body)];
        using (OpenSignatures(writer, spec, annotated, abilities.Select(ability => ability.FullName)))
        {
            if (DecoderMembers.Has(spec))
            {
                return;
            }

            writer.Line($$"""

                /// <inheritdoc/>
                public override void PredictRaw(global::System.ReadOnlySpan<float> window, int length, global::System.Span<float> output) => {{body}}

                /// <summary>The declaration has errors.</summary>
                public float Predict(global::System.ReadOnlySpan<float> window) => {{body}}

                /// <summary>The declaration has errors.</summary>
                public void Step(ref State state, global::System.ReadOnlySpan<float> input, global::System.Span<float> output) => {{body}}

                /// <summary>The declaration has errors.</summary>
                public float Step(ref State state, global::System.ReadOnlySpan<float> input) => {{body}}

                /// <summary>The declaration has errors.</summary>
                public float Step(ref State state, float input) => {{body}}

                /// <summary>The declaration has errors.</summary>
                public struct State
                {
                }
                """);
            WriteAbilities(writer, abilities);
            TokenMembers.WriteSignatures(writer, spec, body);
        }
    }

    /// <summary>For a class with members of the user's in the way: those that are not.</summary>
    public static void WriteSignatures(SourceWriter writer, ModelSpec spec, bool annotated, EmittedParts parts)
    {
        using (OpenSignatures(writer, spec, annotated, parts.Interfaces))
        {
            foreach (string signature in parts.Members)
            {
                writer.Line();
                writer.Line(signature);
            }
        }
    }

    private static void WriteAbilities(SourceWriter writer, IEnumerable<Ability> abilities)
    {
        foreach (string member in abilities.SelectMany(ability => ability.Members))
        {
            writer.Line();
            writer.Line(member);
        }
    }

    private static SourceWriter.Scope OpenSignatures(SourceWriter writer, ModelSpec spec, bool annotated, IEnumerable<string> interfaces)
    {
        writer.Line("/// <remarks>The declaration of this model has errors; the compiler names them.</remarks>");
        SourceWriter.Scope scope = writer.Block($"partial class {spec.ClassName} : {ModelAbilities.Bases(spec, interfaces)}");
        WriteConstructor(writer, spec, $"base(null{(annotated ? "!" : "")}, seed)");
        return scope;
    }

    private static void WriteConstructor(SourceWriter writer, ModelSpec spec, string chain)
    {
        writer.Line("/// <summary>A network with fresh parameters.</summary>");
        writer.Line("/// <param name=\"seed\">Of the initial parameters, of shuffling and of dropout: any number; the same seed gives the same bits on every machine.</param>");
        using (writer.Block($"public {spec.ClassName}(long seed = 0) : {chain}"))
        {
        }
    }

    private static void WritePredict(SourceWriter writer, ModelSpec spec, ModelPlan plan)
    {
        int outputs = plan.Output.Steps * plan.Output.Width;
        string inputText = Size(plan.Input, "feature");
        string outputText = plan.Output.IsSequence ? Size(plan.Output, "output") : Text.Count(outputs, "value");
        writer.Line($"""
            /// <summary>What the network itself puts out for one window. Predict makes the answer of it. Allocates nothing; any number of threads may call it at once.</summary>
            /// <param name="window">{inputText}, oldest step first; those past the length are not read.</param>
            /// <param name="length">Valid steps, 1 to {Text.Number(plan.Input.Steps)}.</param>
            /// <param name="output">Receives {outputText}.</param>
            /// <exception cref="global::System.ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
            /// <exception cref="global::System.ArgumentOutOfRangeException">The length is out of its range.</exception>
            """);
        WindowCall.Write(
            writer, spec, plan,
            "public override void PredictRaw(global::System.ReadOnlySpan<float> window, int length, global::System.Span<float> output)",
            $"{GeneratedCall.Of("CheckWindow", "window", "length", "output")};");

        if (outputs == 1)
        {
            writer.Line();
            writer.Line($$"""
                /// <summary>The network's answer to one window.</summary>
                /// <param name="window">{{inputText}}, oldest step first.</param>
                /// <returns>The one output.</returns>
                /// <exception cref="global::System.ArgumentException">The span has another length, or a value in the valid steps is NaN or infinite.</exception>
                public float Predict(global::System.ReadOnlySpan<float> window)
                {
                    float output = 0f;
                    base.Predict(window, new global::System.Span<float>(ref output));
                    return output;
                }
                """);
        }
    }

    private static void WriteStep(SourceWriter writer, ModelSpec spec, ModelPlan plan)
    {
        string kernels = $"global::LstmGen.Generated.{ModelFile.KernelsName(spec)}";
        bool scaled = spec.Scaling != "None";
        int features = plan.Input.Width;
        int outputs = plan.Output.Width;
        int length = Math.Max(plan.StateLength, 1);
        int scratch = plan.StepLength + (scaled ? features : 0);
        bool stack = scratch * sizeof(float) <= spec.StackBudget;
        string stepped = $"{kernels}.Step({GeneratedCall.Of("Packed")}, ref state.First, state.Turn(), {(scaled ? "scaled" : "input")}, scratch, output);";

        writer.Line($$"""
            /// <summary>
            /// What a stream carries from step to step: hidden and cell state of every layer. The default value is {{(plan.Layers.Any(layer => layer is IRecurrent { LearnsStart: true }) ? "a stream that has not started: its first step goes out from the learned state" : "the zero state")}}; a copy is a snapshot.
            /// </summary>
            public struct State
            {
                private Floats _floats;
                private int _turn;

                /// <summary>The values, for saving and restoring: {{Text.Number(length)}} in all, each layer's hidden then cell state{{(plan.Layers.Any(layer => layer is IRecurrent { LearnsStart: true }) ? ", then, where the initial state is learned, 1 once the stream has started" : "")}}, padded to whole cache lines.</summary>
                [global::System.Diagnostics.CodeAnalysis.UnscopedRefAttribute]
                public global::System.Span<float> Values => _floats;

                [global::System.Diagnostics.CodeAnalysis.UnscopedRefAttribute]
                internal ref float First => ref _floats[0];

                /// <summary>Which end of the weights the next step reads first: the one where the step before ended. No result depends on it.</summary>
                internal int Turn() => _turn ^= 1;

                /// <summary>What it is.</summary>
                public override readonly string ToString() => "State of {{spec.FullName.Substring(spec.FullName.LastIndexOf('.') + 1)}}: {{Text.Count(length, "value")}}";

                [global::System.Runtime.CompilerServices.InlineArrayAttribute({{length}})]
                private struct Floats
                {
                    private float _first;
                }
            }

            /// <summary>One step of a stream. Feeding a window step by step from the {{(plan.Layers.Any(layer => layer is IRecurrent { LearnsStart: true }) ? "default" : "zero")}} state gives the bits of Predict. Allocates nothing.</summary>
            /// <param name="state">The stream; goes on to the next step.</param>
            /// <param name="input">{{Text.Count(features, "feature")}}.</param>
            /// <param name="output">Receives {{Text.Count(outputs, "value")}}.</param>
            /// <exception cref="global::System.ArgumentException">A span has another length, or a feature is NaN or infinite: its column is named, and the stream is as before.</exception>
            /// <exception cref="global::System.ArithmeticException">The state would not be finite any more; the stream is as before.</exception>
            """);
        if (stack && spec.AllowUnsafe)
        {
            writer.Line("[global::System.Runtime.CompilerServices.SkipLocalsInitAttribute]");
        }

        using (writer.Block("public void Step(ref State state, global::System.ReadOnlySpan<float> input, global::System.Span<float> output)"))
        {
            string check = $"{GeneratedCall.Of("CheckState", "state.Values", "before.Values")};";
            writer.Line($"{GeneratedCall.Of("CheckStep", "input", "output")};");
            writer.Line("State before = state;");
            writer.Line(WindowCall.Begin);
            if (stack)
            {
                writer.Line($"global::System.Span<float> scratch = stackalloc float[{Math.Max(scratch, 1)}];");
                WriteStepBody(writer, plan, scaled, features, stepped);
                writer.Line();
                writer.Line(check);
            }
            else
            {
                writer.Line($"global::LstmGen.Runtime.AlignedBuffer rented = {GeneratedCall.Of("RentScratch", Text.Of(scratch))};");
                using (writer.Block("try"))
                {
                    writer.Line("global::System.Span<float> scratch = rented.Span;");
                    WriteStepBody(writer, plan, scaled, features, stepped);
                    writer.Line();
                    writer.Line(check);
                }

                using (writer.Block("finally"))
                {
                    writer.Line($"{GeneratedCall.Of("ReturnScratch", "rented")};");
                }
            }
        }

        if (outputs != 1)
        {
            return;
        }

        writer.Line();
        writer.Line($$"""
            /// <summary>One step of a stream.</summary>
            /// <param name="state">The stream; goes on to the next step.</param>
            /// <param name="input">{{Text.Count(features, "feature")}}.</param>
            /// <returns>The one output.</returns>
            /// <exception cref="global::System.ArgumentException">The span has another length, or a feature is NaN or infinite: its column is named, and the stream is as before.</exception>
            /// <exception cref="global::System.ArithmeticException">The state would not be finite any more; the stream is as before.</exception>
            public float Step(ref State state, global::System.ReadOnlySpan<float> input)
            {
                float output = 0f;
                Step(ref state, input, new global::System.Span<float>(ref output));
                return output;
            }
            """);
        if (features == 1)
        {
            writer.Line();
            writer.Line("""
                /// <summary>One step of a stream.</summary>
                /// <param name="state">The stream; goes on to the next step.</param>
                /// <param name="input">The one feature.</param>
                /// <returns>The one output.</returns>
                /// <exception cref="global::System.ArgumentException">The feature is NaN or infinite; the stream is as before.</exception>
                /// <exception cref="global::System.ArithmeticException">The state would not be finite any more; the stream is as before.</exception>
                public float Step(ref State state, float input) => Step(ref state, new global::System.ReadOnlySpan<float>(in input));
                """);
        }
    }

    private static void WriteStepBody(SourceWriter writer, ModelPlan plan, bool scaled, int features, string stepped)
    {
        using SourceWriter.Scope loop = writer.Block(WindowCall.Loop);
        using (writer.Block("if (reading.IsRepeated)"))
        {
            writer.Line("state = before;");
        }

        writer.Line();
        if (scaled)
        {
            writer.Line($"global::System.Span<float> scaled = scratch.Slice({plan.StepLength}, {features});");
            writer.Line($"{GeneratedCall.Of("ScaleInput", "input", "scaled")};");
        }

        writer.Line(stepped);
        if (plan.Head is { Finish.Length: > 0 })
        {
            writer.Line($"{GeneratedCall.Of("Finish", "output")};");
        }

        if (scaled)
        {
            writer.Line($"{GeneratedCall.Of("UnscaleOutput", "output")};");
        }
    }

    private static string Size(Shape shape, string noun) =>
        $"{Text.Count(shape.Steps, "step")} × {Text.Count(shape.Width, noun)} = {Text.Count((long)shape.Steps * shape.Width, "value")}";
}
