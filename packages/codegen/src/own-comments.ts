// The comments that every printed mesh has. The reader knows them, so it does not tell a person that they are lost.

export const functionComment =
  'Runs the mesh. What is given takes the place of the question, the text and the documents written here.';
export const resultComment = 'What the mesh came to, by output.';

export const ownComments: readonly string[] = [functionComment, resultComment];
