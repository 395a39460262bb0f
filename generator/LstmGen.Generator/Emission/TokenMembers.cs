using LstmGen.Generator.Composition;
using LstmGen.Generator.Layers;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emission;

/// <summary>What users call a model of token ids with, beside the calls that take floats: the same with <c>int</c>. What a head adds is its own to write.</summary>
internal static class TokenMembers
{
    private const string Ints = "global::System.ReadOnlySpan<int>";
    private const string Floats = "global::System.ReadOnlySpan<float>";
    private const string Output = "global::System.Span<float>";
    private const string Errors = """
        /// <exception cref="global::System.ArgumentException">A length does not fit, or an id is out of its range: its position and value are named.</exception>
        """;

    /// <summary>Of the members that overload those of every model, and are therefore no extension members: a call with <c>[1, 2]</c> would never come to those.</summary>
    public static readonly string[] Names = ["Predict", "PredictBatch", "FitBatch"];

    public static IEnumerable<Ability> Abilities(ModelPlan plan) => plan.ReadsTokens ? [new Ability("ITokenModel") { Needs = Names }] : [];

    /// <summary>The initialisers of the description that say which columns are ids, and which tensors are tables.</summary>
    public static void WriteDescription(SourceWriter writer, ModelPlan plan)
    {
        if (plan.ReadsTokens)
        {
            WriteTokens(writer, plan);
        }

        if (plan.Tables.Count == 0)
        {
            return;
        }

        writer.Line("Tables =");
        writer.Line("[");
        foreach (ParameterPlan table in plan.Tables)
        {
            writer.Line($"    new({table.Offset}, Rows: {table.Dimensions[0]}, Width: {table.Dimensions[1]}),");
        }

        writer.Line("],");
    }

    private static void WriteTokens(SourceWriter writer, ModelPlan plan)
    {
        writer.Line("Tokens =");
        writer.Line("[");
        foreach (Layer layer in plan.Layers)
        {
            if (layer is ITokenReader { Tokens: var tokens, FirstColumn: var first })
            {
                writer.Line($"    new(\"{layer.Spec.Kind}\", First: {first}, Count: {tokens.Columns}, Vocabulary: {tokens.Vocabulary}{(tokens.MaskZero ? ", MaskZero: true" : "")}),");
            }
        }

        writer.Line("],");
    }

    public static void Write(SourceWriter writer, ModelPlan plan)
    {
        if (!plan.ReadsTokens)
        {
            return;
        }

        WriteWindow(
            writer, plan.Input, "The network's answer to one sequence, whose length is that of the tokens.",
            $"/// <param name=\"output\">Receives {plan.Output} values.</param>", "void Predict", $", {Output} output", "base.Predict(window.Values, window.Length, output);");
        if (!plan.Output.IsSequence && plan.Output.Width == 1)
        {
            WriteWindow(
                writer, plan.Input, "The network's answer to one sequence, whose length is that of the tokens.", "/// <returns>The one output.</returns>", "float Predict", "",
                "float output = 0f;\nbase.Predict(window.Values, window.Length, new global::System.Span<float>(ref output));\nreturn output;");
        }

        int ids = plan.Input.Steps * plan.Input.Width;
        writer.Line($"""

            /// <summary>The network's answers to many sequences. Allocates nothing after the first call; any number of threads may call it at once.</summary>
            /// <param name="tokens">Sequences one after another, each {Text.Count(ids, "id")}, padded on the right.</param>
            /// <param name="lengths">The valid steps of each; empty for all of them.</param>
            /// <param name="outputs">Receives as many outputs, each {plan.Output} values.</param>
            {Errors}
            public void PredictBatch({Ints} tokens, {Ints} lengths, {Output} outputs) =>
                global::LstmGen.Runtime.TokenCalls.PredictBatch(this, tokens, lengths, outputs);

            /// <summary>One update from one batch of sequences. Everything else is as in the call with floats.</summary>
            /// <param name="tokens">Sequences one after another, each {Text.Count(ids, "id")}, padded on the right.</param>
            /// <param name="targets">As many targets.</param>
            /// <param name="optimizer">The one that this model keeps.</param>
            /// <param name="loss">The default is the mean squared error, or the loss of the model's head.</param>
            /// <param name="clipping">The default is none.</param>
            /// <param name="learningRate">The default is the optimizer's.</param>
            /// <param name="weights">How much each sequence counts; empty for 1 each.</param>
            /// <param name="lengths">The valid steps of each sequence; empty for all of them.</param>
            /// <param name="maxDegreeOfParallelism">The most threads to use, or −1 for as many as pay.</param>
            /// <returns>The mean loss of the batch before the update.</returns>
            {Errors}
            public float FitBatch(
                {Ints} tokens, {Floats} targets, global::LstmGen.Optimizer optimizer, global::LstmGen.Loss? loss = null,
                global::LstmGen.GradientClipping? clipping = null, double? learningRate = null, {Floats} weights = default, {Ints} lengths = default,
                int maxDegreeOfParallelism = -1) =>
                global::LstmGen.Runtime.TokenCalls.FitBatch(this, tokens, targets, optimizer, loss, clipping, learningRate, weights, lengths, maxDegreeOfParallelism);
            """);
    }

    /// <summary>A member that takes one sequence of ids and calls the one that takes floats and a length.</summary>
    /// <param name="writer">Inside the class.</param>
    /// <param name="input">The model's input.</param>
    /// <param name="summary">What it does.</param>
    /// <param name="parameters">Documentation of the other parameters; may be empty.</param>
    /// <param name="name">With its type.</param>
    /// <param name="arguments">The other parameters, with a comma before each.</param>
    /// <param name="body">Statements that find <c>window</c>, with its Values and Length.</param>
    private static void WriteWindow(
        SourceWriter writer, Shape input, string summary, string parameters, string name, string arguments, string body)
    {
        writer.Line();
        writer.Line($"/// <summary>{summary} Allocates nothing after the first call; any number of threads may call it at once.</summary>");
        writer.Line($"/// <param name=\"tokens\">{Tokens(input)}</param>");
        if (parameters.Length > 0)
        {
            writer.Line(parameters);
        }

        writer.Line(Errors);
        using (writer.Block($"public {name}({Ints} tokens{arguments})"))
        {
            writer.Line("using global::LstmGen.Runtime.TokenWindow window = global::LstmGen.Runtime.TokenCalls.Rent(this, tokens);");
            writer.Line(body);
        }
    }

    public static void WriteStep(SourceWriter writer, ModelPlan plan)
    {
        if (!plan.ReadsTokens)
        {
            return;
        }

        int features = plan.Input.Width;
        string type = features == 1 ? "int token" : $"{Ints} tokens";
        string what = features == 1 ? "/// <param name=\"token\">Its id.</param>" : $"/// <param name=\"tokens\">Its {features} ids.</param>";
        writer.Line($"""

            /// <summary>One token of a stream. Allocates nothing after the first call.</summary>
            /// <param name="state">The stream; goes on to the next step.</param>
            {what}
            /// <param name="output">Receives {Text.Count(plan.Output.Width, "value")}.</param>
            {Errors}
            """);
        using (writer.Block($"public void Step(ref State state, {type}, {Output} output)"))
        {
            writer.Line(features == 1 ? $"{Ints} tokens = new(in token);" : "global::LstmGen.Runtime.TokenCalls.CheckStep(this, tokens);");
            writer.Line("using global::LstmGen.Runtime.TokenWindow window = global::LstmGen.Runtime.TokenCalls.Rent(this, tokens);");
            writer.Line($"Step(ref state, window.Values[..{features}], output);");
        }

        if (plan.Output.Width != 1)
        {
            return;
        }

        writer.Line($$"""

            /// <summary>One token of a stream.</summary>
            /// <param name="state">The stream; goes on to the next step.</param>
            {{what}}
            /// <returns>The one output.</returns>
            {{Errors}}
            public float Step(ref State state, {{type}})
            {
                float output = 0f;
                Step(ref state, {{(features == 1 ? "token" : "tokens")}}, new global::System.Span<float>(ref output));
                return output;
            }
            """);
    }

    public static void WriteSignatures(SourceWriter writer, ModelSpec spec, string body)
    {
        if (!spec.Layers.Any(layer => LayerCatalog.Create(layer.Kind) is ITokenReader))
        {
            return;
        }

        string[] signatures =
        [
            $"void Predict({Ints} tokens, {Output} output)",
            $"float Predict({Ints} tokens)",
            $"void PredictBatch({Ints} tokens, {Ints} lengths, {Output} outputs)",
            $"float FitBatch({Ints} tokens, {Floats} targets, global::LstmGen.Optimizer optimizer)",
            $"void Step(ref State state, int token, {Output} output)",
            "float Step(ref State state, int token)",
        ];
        foreach (string signature in signatures)
        {
            writer.Line();
            writer.Line("/// <summary>The declaration has errors.</summary>");
            writer.Line($"public {signature} => {body}");
        }
    }

    private static string Tokens(Shape input) => input.Width == 1
        ? $"1 to {Text.Number(input.Steps)} ids, oldest first."
        : $"1 to {Text.Number(input.Steps)} steps of {input.Width} ids, oldest first.";
}
