using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Layers;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Composition;

/// <summary>Layers that read ids stand at the top of a model and share its columns among them, none left over.</summary>
internal static class TokenRules
{
    /// <summary>Gives each such layer its first column; reports what does not fit.</summary>
    public static bool Assign(ModelSpec spec, IReadOnlyList<Layer> layers, Shape input, Build build)
    {
        int column = 0;
        for (int i = 0; i < layers.Count; i++)
        {
            Layer layer = layers[i];
            if (layer is not ITokenReader { Tokens: var tokens } reader)
            {
                continue;
            }

            if (i > 0 && layers[i - 1] is not ITokenReader)
            {
                // What is before it may be at fault first.
                if (layers[i - 1] is IHead)
                {
                    return true;
                }

                return Report(build, Rules.LayerOutOfPlace, layer, "it reads token ids, which only the model's input has; move it to the top, above every other layer");
            }

            if (input.Frame is not null)
            {
                return Report(build, Rules.ShapeDoesNotFit, layer, $"it reads token ids, and each step is a picture of {input.Frame}; write Features instead of Height and Width");
            }

            if (spec.Scaling != "None")
            {
                return Report(build, Rules.ShapeDoesNotFit, layer, $"it reads token ids, which no scaler may change; leave Scaling = Scaling.{spec.Scaling} out of [LstmModel]");
            }

            if (!reader.ColumnsInRange(build))
            {
                return false;
            }

            if (column + tokens.Columns > input.Width)
            {
                string wants = tokens.Columns == 1 ? $"column {column}" : $"the columns {column} to {column + tokens.Columns - 1}";
                return Report(
                    build, Rules.ShapeDoesNotFit, layer,
                    $"it reads {wants} of each step as token ids, and a step has {Text.Count(input.Width, "value")}; write Features = {column + tokens.Columns} in [LstmModel]");
            }

            reader.ReadTokens(column, input);
            column += tokens.Columns;
            if (column < input.Width && (i == layers.Count - 1 || layers[i + 1] is not ITokenReader))
            {
                return Report(
                    build, Rules.ShapeDoesNotFit, layer,
                    $"a step has {Text.Count(input.Width, "value")}, of which {column} would be read; write Features = {column} in [LstmModel], or an [Embedding] for each column");
            }
        }

        return true;
    }

    private static bool Report(Build build, string rule, Layer layer, string what)
    {
        build.Report(rule, layer.Index, "", layer.Spec.Kind, what);
        return false;
    }
}
