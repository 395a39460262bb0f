namespace LstmGen.Text;

/// <summary>
/// Reads tagged sentences as the shared tasks of CoNLL have them: one token a line, in columns (the token first, its tag last unless said otherwise),
/// and a blank line after each sentence.
/// </summary>
/// <remarks>
/// A line that has a tab is cut at its tabs, so that tokens may have blanks; another at its runs of blanks. A line of blanks and tabs alone is a blank
/// line. Lines that begin with -DOCSTART- begin a document and end a sentence; they give no token. All other lines have the same number of columns, none empty.
/// </remarks>
public static class ConllReader
{
    private const string DocumentStart = "-DOCSTART-";

    /// <summary>The sentences of a file, in order.</summary>
    /// <param name="path">The file, in UTF-8.</param>
    /// <param name="tokenColumn">The column of the token: 0 is the first, ^1 the last.</param>
    /// <param name="tagColumn">The column of the tag; the last when null.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A line is malformed, or there is no sentence; the message names the file and the line.</exception>
    public static List<ConllSentence> Read(string path, Index tokenColumn = default, Index? tagColumn = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Parse(TextLines.Read(path), path, tokenColumn, tagColumn ?? ^1);
    }

    private static List<ConllSentence> Parse(List<string> lines, string path, Index tokenColumn, Index tagColumn)
    {
        List<ConllSentence> sentences = [];
        List<string> tokens = [], tags = [];
        int columns = 0;
        for (int line = 1; line <= lines.Count; line++)
        {
            string[] cells = Cells(lines[line - 1]);
            if (cells.Length == 0 || cells[0] == DocumentStart)
            {
                Finish(line);
                continue;
            }

            columns = columns == 0 ? CheckColumns(path, line, cells.Length, tokenColumn, tagColumn) : columns;
            CheckCells(path, line, cells, columns, lines[line - 1]);
            tokens.Add(cells[tokenColumn]);
            tags.Add(cells[tagColumn]);
        }

        Finish(lines.Count + 1);
        return sentences.Count > 0 ? sentences : throw TextLines.Bad(path, lines.Count + 1, "expected at least one sentence, found none");

        void Finish(int line)
        {
            if (tokens.Count > 0)
            {
                sentences.Add(new([.. tokens], [.. tags], line - tokens.Count));
                tokens.Clear();
                tags.Clear();
            }
        }
    }

    private static string[] Cells(string line)
    {
        if (line.AsSpan().Trim(" \t").IsEmpty)
        {
            return [];
        }

        return line.Contains('\t') ? line.Split('\t') : line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static int CheckColumns(string path, int line, int columns, Index tokenColumn, Index tagColumn)
    {
        (int token, int tag) = (tokenColumn.GetOffset(columns), tagColumn.GetOffset(columns));
        if ((uint)token >= (uint)columns || (uint)tag >= (uint)columns || token == tag)
        {
            throw TextLines.Bad(path, line, $"expected a token in column {tokenColumn} and a tag in column {tagColumn}, found {columns} column{(columns == 1 ? "" : "s")}");
        }

        return columns;
    }

    private static void CheckCells(string path, int line, string[] cells, int columns, string text)
    {
        if (cells.Length != columns)
        {
            throw TextLines.Bad(path, line, $"expected {columns} columns, as in the lines before, found {cells.Length}: {TextLines.Quote(text)}");
        }

        int empty = Array.FindIndex(cells, cell => cell.AsSpan().Trim(' ').IsEmpty);
        if (empty >= 0)
        {
            throw TextLines.Bad(path, line, $"expected something in each column, found column {empty} empty: {TextLines.Quote(text)}");
        }
    }
}
